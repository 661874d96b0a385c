// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loads the data in a worker and shows the report.
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
import { Report } from './report';
import { startState, type State } from './state';
import { startTheme } from './theme';
import { load, type Loaded } from './worker';
import LoadWorker from './worker?worker&inline';

function loadApart(text: string): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const worker = new LoadWorker();
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data.problem) reject(new Error(data.problem));
      else resolve(data.loaded);
    };
    // Browsers that allow no worker here: load on this thread.
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      load(text).then(resolve, reject);
    };
    worker.postMessage(text);
  });
}

async function start() {
  startTheme();
  const root = document.getElementById('app')!;
  render(<div class="loading"><i /><span>Reading the profile…</span></div>, root);
  const element = document.getElementById('report-data')!;
  try {
    const loaded = await loadApart(element.textContent ?? '');
    element.remove(); // It is large.
    const report = new Report(loaded);
    document.title = `${titleOf(report)} · AllocSites`;
    const { lens, by } = report.profile.initial;
    startState({ lens, by: by as State['by'], side: report.compares ? 'change' : 'new' });
    render(null, root);
    render(<App report={report} />, root);
    document.body.dataset.ready = 'yes';
  } catch (problem) {
    render(<div class="empty"><h2>This report cannot be shown</h2><p>{String((problem as Error).message ?? problem)}</p>
      <p>The file may be damaged or cut short; make it again with <code>allocsites report</code>. The browser must know
        DecompressionStream (Chrome 80, Firefox 113, Safari 16.4 and later).</p></div>, root);
    document.body.dataset.ready = 'failed';
  }
}

void start();
