// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a source line to what is to be said of it.
import type { Finding } from '../advice';
import { linkTo } from '../view/open';

const linkOf = ({ number }: Finding) => linkTo({ view: 'advice', finding: number, find: '', focus: '' });

/** Beside a line's number; leads to the first finding. */
export function AdviceMark({ findings }: { findings?: Finding[] }) {
  if (!findings) return null;
  const told = findings.map(({ number, title }) => `Advice ${number}: ${title}`).join('\n');
  return (
    <a class="advice-mark" data-test="advice-mark" href={linkOf(findings[0])} title={told} aria-label={told} onClick={(event) => event.stopPropagation()}>
      <svg width="11" height="13" viewBox="0 0 11 13" aria-hidden="true">
        <path fill="currentColor" d="M5.5 0a4.300 4.300 0 0 0-2.500 7.800V9.500h5V7.800A4.300 4.300 0 0 0 5.500 0ZM3.500 10.500h4v.8c0 .9-.9 1.700-2 1.700s-2-.8-2-1.700Z" /></svg></a>);
}

/** For the line's panel. */
export function AdviceList({ findings }: { findings?: Finding[] }) {
  return findings ? (
    <section><h3>Advice</h3>
      {findings.map((finding) => <p key={finding.number}><a href={linkOf(finding)}>{finding.number}. {finding.title}</a></p>)}
    </section>) : null;
}
