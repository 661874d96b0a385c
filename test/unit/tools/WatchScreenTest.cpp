// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Intent: the watch's screen follows from what is known and its size alone.
#include "Sketch.h"

#include "watch/Controls.h"
#include "watch/Screen.h"
#include "watch/TextWidth.h"

#include <gtest/gtest.h>

using namespace allocsites;

namespace {

std::string plain(const std::string &line) {
  std::string result;
  for (size_t i = 0; i < line.size(); ++i)
    if (line[i] == '\x1b')
      i = line.find('m', i);
    else
      result += line[i];
  return result.substr(0, result.find_last_not_of(' ') + 1);
}

/// A program of three lines that was read twice, a second apart.
struct Stage {
  Stage() {
    for (int64_t time : {1, 2}) {
      Sample sample;
      sample.timeNs = uint64_t(time) * 1'000'000'000;
      auto row = [&](WatchPlace place, int64_t objects, int64_t space,
                     const char *kind) {
        Counts counts;
        counts[Lens::AllocObjects] = objects * time;
        counts[Lens::AllocSpace] = space * time;
        counts[Lens::InuseObjects] = objects;
        counts[Lens::InuseSpace] = space;
        sample.rows.push_back({places.idOf(place), counts, counts, kind});
        sample.totals += counts;
      };
      row({"f", "app::join(std::vector<Word> const&)", "/src/app/words.cpp",
           14},
          1999, 41649438, "[string concatenation]");
      row({"g", "main", "/src/app/words.cpp", 21}, 10, 112875,
          "[vector growth]");
      row({"h", "read", "/src/app/read.cpp", 5}, 70, 700, "");
      model.take(sample);
    }
    watched.name = "words";
    watched.pid = 42;
    watched.state = ProgramState::Running;
    watched.interval = 1;
  }

  std::vector<std::string> draw(unsigned width, unsigned height) {
    rows = chooseRows(model, places, state);
    std::vector<std::string> lines = drawScreen(
        {model, places, state, watched, rows, text}, {width, height}, false);
    EXPECT_LE(lines.size(), height);
    for (std::string &line : lines) {
      EXPECT_LE(columnsOf(line), width) << line;
      line = plain(line);
    }
    return lines;
  }
  void type(const std::string &bytes, size_t height = 10) {
    std::string pending = bytes;
    for (const Key &key : takeKeys(pending, true)) {
      rows = chooseRows(model, places, state);
      press(key, state, model, rows, {height, text.size()});
    }
  }
  std::string chosen() {
    rows = chooseRows(model, places, state);
    return places[model.rows()[rows[selectedIndex(model, rows, state)]]
                      .now.place]
        .linkageName;
  }

  Places places;
  WatchModel model;
  WatchState state;
  Watched watched;
  std::vector<uint32_t> rows;
  std::vector<std::string> text;
};

TEST(WatchScreen, ShowsBothUnitsSideBySide) {
  Stage stage;
  EXPECT_EQ(
      stage.draw(120, 9),
      std::vector<std::string>(
          {"words (42)  running" + std::string(92, ' ') + "every 1 s",

           "allocated 4158 allocs, 79.66MB (2079 allocs/s, 39.83MB/s); in use "
           "2079 allocs, 39.83MB; at the peak 0B",
           "by lines, flat, sorted by alloc_space/s",
           "  allocs/s  bytes/s*    allocs     bytes    in use     bytes line",
           ">     1999   39.72MB      3998   79.44MB      1999   39.72MB "
           "app::join(std::vector<Word> const&) words.cpp:14",
           "        10  110.23kB        20  220.46kB        10  110.23kB main "
           "words.cpp:21 [vector growth]",
           "        70      700B       140    1.37kB        70      700B read "
           "read.cpp:5",
           "",
           "q quit  <> sort  l lens  c cum  g lines/functions  f filter  p "
           "pause  +- interval  Enter source  ? help"}));
}

TEST(WatchScreen, DropsColumnsWhereItIsNarrow) {
  Stage stage;
  std::vector<std::string> lines = stage.draw(60, 8);
  EXPECT_EQ(lines.at(3), "  allocs/s  bytes/s* line");
  EXPECT_EQ(lines.at(5),
            "        10  110.23kB main words.cpp:21 [vector growth]");
  // The column that sorts stays to the last.
  stage.state.sort = Column::InuseObjects;
  EXPECT_EQ(stage.draw(24, 6).at(3), "   in use* line");
}

TEST(WatchScreen, FitsWhateverTheSize) {
  Stage stage;
  for (Page page : {Page::Table, Page::Source, Page::Help}) {
    stage.state.page = page;
    stage.text.assign(40, std::string(300, 'x') + "\t\xff\xe6\xbc\xa2");
    for (unsigned width : {1, 2, 7, 11, 40, 200})
      for (unsigned height : {1, 2, 5, 6, 50})
        stage.draw(width, height);
  }
}

TEST(WatchScreen, SaysWhatIsWrongAndThatTheProgramHasEnded) {
  Stage stage;
  stage.watched.state = ProgramState::Ended;
  stage.watched.trouble = "words.allocs: was deleted";
  std::vector<std::string> lines = stage.draw(80, 8);
  EXPECT_TRUE(
      lines.at(0).starts_with("words (42)  has ended: this is its last state"));
  EXPECT_EQ(lines.at(2), "words.allocs: was deleted");
}

TEST(WatchScreen, NothingActsOnTheTerminal) {
  EXPECT_EQ(fit("a\x1b[2Jb\x07\x9b"
                "1m",
                80),
            "a?[2Jb??1m");
  EXPECT_EQ(fit("\x1b[31mred", 80), "\x1b[31mred\x1b[0m");
}

TEST(WatchScreen, CountsColumnsNotBytes) {
  EXPECT_EQ(columnsOf("h\xc3\xa9t\xe6\xbc\xa2"), 5u);
  EXPECT_EQ(fit("\xe6\xbc\xa2\xe6\xbc\xa2", 3), "\xe6\xbc\xa2");
  EXPECT_EQ(pad("\xc3\xa9", 3), "\xc3\xa9  ");
  EXPECT_EQ(fit("a\tb", 80), "a       b");
}

TEST(WatchControls, SortAndSwitchTheLens) {
  Stage stage;
  stage.type("l");
  EXPECT_EQ(stage.state.sort, Column::ObjectRate);
  EXPECT_EQ(stage.chosen(), "f");
  stage.type("<");
  EXPECT_EQ(stage.state.sort, Column::InuseSpace);
  stage.type("\x1b[C\x1b[C"); // arrows to the right
  EXPECT_EQ(stage.state.sort, Column::SpaceRate);
}

TEST(WatchControls, ASelectedRowStaysSelectedWhereverItGoes) {
  Stage stage;
  stage.type("\x1b[B\x1b[B");
  EXPECT_EQ(stage.chosen(), "h");
  stage.type("l"); // By objects it is the second.
  EXPECT_EQ(stage.chosen(), "h");
  EXPECT_EQ(selectedIndex(stage.model, stage.rows, stage.state), 1u);
  stage.type("\x1b[H");
  EXPECT_EQ(stage.chosen(), "f");
}

TEST(WatchControls, ScrollWithTheSelection) {
  Stage stage;
  stage.type("\x1b[6~", 1); // a page down, of one row
  EXPECT_EQ(stage.draw(80, 6).at(4).substr(0, 11), ">       10 ");
}

TEST(WatchControls, TypeAFilter) {
  Stage stage;
  stage.type("fwords\x7f\x7f\xc3\xa9\x7f");
  EXPECT_EQ(stage.state.typed, "wor");
  EXPECT_FALSE(stage.state.filter);
  stage.type("\r");
  EXPECT_EQ(chooseRows(stage.model, stage.places, stage.state).size(), 2u);
  EXPECT_NE(stage.draw(80, 8).at(2).find("'wor': 2 of 3"), std::string::npos);
  stage.type("f\x15(\r");
  EXPECT_NE(stage.state.message.find("bad regular expression"),
            std::string::npos);
  stage.type("\x1b"); // The one before stays.
  EXPECT_TRUE(stage.state.filter);
  stage.type("f\x15\r");
  EXPECT_FALSE(stage.state.filter);
}

TEST(WatchControls, OpenAndLeavePages) {
  Stage stage;
  stage.type("\r");
  EXPECT_EQ(stage.state.page, Page::Source);
  EXPECT_EQ(stage.places[*stage.state.detail].linkageName, "f");
  stage.type("\t");
  EXPECT_EQ(stage.state.page, Page::Callers);
  stage.type("q");
  EXPECT_EQ(stage.state.page, Page::Table);
  EXPECT_FALSE(stage.state.quit);
  stage.type("?\x1b");
  EXPECT_EQ(stage.state.page, Page::Table);
  stage.type("q");
  EXPECT_TRUE(stage.state.quit);
}

TEST(WatchControls, TextScrollsToItsLastPage) {
  Stage stage;
  stage.type("?");
  stage.text.assign(25, "line");
  stage.type("\x1b[F", 10);
  EXPECT_EQ(stage.state.firstLine, 15u);
  stage.type("\x1b[A", 10);
  EXPECT_EQ(stage.state.firstLine, 14u);
  stage.type("\x1b[6~", 10);
  EXPECT_EQ(stage.state.firstLine, 15u);
}

TEST(WatchControls, PauseAndChangeTheInterval) {
  Stage stage;
  stage.type("p");
  EXPECT_TRUE(stage.state.paused);
  stage.type("++");
  EXPECT_EQ(stage.state.interval, 5);
  stage.type("--------------");
  EXPECT_EQ(stage.state.interval, ShortestInterval);
}

TEST(WatchKeys, AreToldApart) {
  std::string bytes = "a\x1b[A\x1bOB\x1b[5~\r\x03\xc3\xa9\x1b[99;5u";
  EXPECT_EQ(takeKeys(bytes, true),
            (std::vector<Key>{{KeyKind::Text, "a"},
                              {KeyKind::Up},
                              {KeyKind::Down},
                              {KeyKind::PageUp},
                              {KeyKind::Enter},
                              {KeyKind::Interrupt},
                              {KeyKind::Text, "\xc3\xa9"},
                              {KeyKind::Other}}));
}

TEST(WatchKeys, WaitForTheirRest) {
  std::string bytes = "\x1b[";
  EXPECT_TRUE(takeKeys(bytes, false).empty());
  bytes += "A\xc3";
  EXPECT_EQ(takeKeys(bytes, false), std::vector<Key>{{KeyKind::Up}});
  EXPECT_EQ(bytes, "\xc3");
  bytes = "\x1b";
  EXPECT_TRUE(takeKeys(bytes, false).empty());
  EXPECT_EQ(takeKeys(bytes, true), std::vector<Key>{{KeyKind::Escape}});
}

} // namespace
