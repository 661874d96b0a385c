// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Buttons and fields that views share.
import { useEffect, useRef, useState } from 'preact/hooks';
import { go, type State } from '../state';

interface Choice { value: string; text: string; title?: string; tone?: string }

/** One of a few. */
export function Segments({ label, choices, value, onChoose }: {
  label: string; choices: Choice[]; value: string; onChoose: (value: string) => void;
}) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button key={choice.value} aria-pressed={choice.value === value} title={choice.title}
                class={choice.tone} onClick={() => onChoose(choice.value)}>{choice.text}</button>))}
    </div>);
}

/** A text that goes into the state a moment after it was typed. */
export function TextField({ label, id, value, width, bad, onText }: {
  label: string; id: string; value: string; width: number; bad?: string; onText: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onText(text);
    }, 150);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input class={`field ${bad ? 'bad' : ''}`} id={id} type="search" placeholder={label} aria-label={label}
           title={bad || undefined} aria-invalid={!!bad} spellcheck={false} value={text} style={{ width: `${width}px` }}
           onInput={(event) => setText(event.currentTarget.value)}
           onKeyDown={(event) => {
             if (event.key === 'Escape') {
               setText('');
               event.currentTarget.blur();
             }
           }} />);
}

/** What the view looks for; the `/` key goes here. */
export function Find({ label, state, width = 300 }: { label: string; state: State; width?: number }) {
  return <TextField id="find" label={label} value={state.find} width={width}
                    onText={(find) => go({ find }, true)} />;
}
