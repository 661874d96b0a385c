// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loads the data and shows the report.
import './style/base.css';
import './style/frame.css';
import './style/table.css';
import './style/overview.css';
import './style/source.css';
import './style/flame.css';
import './style/timeline.css';
import './style/advice.css';
import './style/print.css';
import { render } from 'preact';
import { App, titleOf } from './App';
import { decode } from './decode';
import { comesFirst } from './firstView';
import { load } from './load';
import { Reading } from './part/Reading';
import { makeProfile } from './profile';
import { Report } from './report';
import { startState, stateNow, type State } from './state';
import { startTheme } from './theme';

async function start() {
  const [first, rest] = load();
  startTheme();
  const root = document.getElementById('app')!;
  render(<Reading />, root);
  try {
    const decoded = decode(await first);
    const report = new Report(makeProfile(decoded));
    document.title = `${titleOf(report)} · AllocSites`;
    const { lens, by } = report.profile.initial;
    startState({ lens, by: by as State['by'], side: report.compares ? 'change' : 'new' });
    render(null, root);
    const show = (shown: string) => {
      render(<App report={report} />, root);
      document.body.dataset.ready = shown;
      performance.mark(`ready: ${shown}`);
    };
    if (comesFirst(report, stateNow())) show('first');
    decoded.columns.addRest(await rest);
    report.whole = true;
    show('yes');
  } catch (problem) {
    render(<div class="empty"><h2>This report cannot be shown</h2><p>{String((problem as Error).message ?? problem)}</p>
      <p>The file may be damaged or cut short; make it again with <code>allocsites report</code>. The browser must know
        DecompressionStream (Chrome 80, Firefox 113, Safari 16.4 and later).</p></div>, root);
    document.body.dataset.ready = 'failed';
  }
}

void start();
