// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a line could have allocated: marks behind its text, and all of it for its
// panel.
import { MARKS, marksOf, STATES, type LineCover, type NoteState } from '../coverage';
import { clip } from '../names';
import type { Report } from '../report';

const textsOf = (report: Report, cover: LineCover, state: NoteState) =>
  cover.notes.filter((note) => note.state === state).map((note) => clip(report.string(note.text), 500));

export function CoverMarks({ report, cover, counted }: { report: Report; cover?: LineCover; counted: boolean }) {
  return <>{marksOf(cover, counted).map((state) => (
    <span key={state} class={`kind cover ${state}`} data-test={`cover-${state}`}
          title={`${MARKS[state].meaning}:\n${textsOf(report, cover!, state).join('\n')}`}>{MARKS[state].chip}</span>))}</>;
}

export function CoverNotes({ report, cover }: { report: Report; cover?: LineCover }) {
  return <>{cover && STATES.map((state) => {
    const texts = textsOf(report, cover, state);
    return texts.length > 0 && <section key={state} data-test={`cover-notes-${state}`}>
      <h3 title={MARKS[state].meaning}>{MARKS[state].title}</h3>
      {texts.map((text, i) => <p key={i} class="mono what">{text}</p>)}
    </section>;
  })}</>;
}

/** The panel of a line that allocated nothing. */
export function CoverPanel({ report, cover, place }: { report: Report; cover: LineCover; place: string }) {
  return (
    <aside class="line-panel" data-test="line-panel">
      <h2 class="clip">{place}</h2>
      <p class="soft">Nothing was allocated here.</p>
      <CoverNotes report={report} cover={cover} />
    </aside>);
}
