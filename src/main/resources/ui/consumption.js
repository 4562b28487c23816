// Pausing what the process that answers takes from the queues and starts by itself, and resuming it.

import {post} from './api.js';
import {announce, h, setText} from './dom.js';
import {time} from './format.js';
import {confirmed} from './letters.js';
import {toldConsumption} from './live.js';

const QUESTION = 'Pause consumption? This process then takes nothing from the queues and starts nothing by itself; what comes in waits. '
  + 'What has begun is ended. Direct calls go on, and so do other processes. It lasts until somebody resumes it here, or this process is restarted.';

const GO_ON = 'Resume consumption? This process then takes from the queues again, and writes to the shop what has waited.';

/** The first thing that needs attention while it is paused. */
export function pausedMatter({since, by, under_way: underWay}) {
  return {
    key: 'paused', kind: 'warn', words: 'Consumption is paused',
    detail: `since ${time(since)}${by ? ` by ${by}` : ''}, in this process, until somebody resumes it or the process is restarted. `
      + (underWay > 0 ? 'What had begun is still being ended.' : 'What had begun has ended.'),
    press: resume, action: 'Resume',
  };
}

/** @param said where to say what went wrong */
async function change(what, words, said) {
  try {
    toldConsumption(await post(`consumption/${what}`, {}));
    setText(said, '');
    announce(words);
  } catch (problem) {
    setText(said, problem.message);
  }
}

async function resume(said) {
  if (await confirmed(GO_ON, 'Resume consumption', 'Stay paused')) {
    await change('resume', 'Consumption is resumed.', said);
  }
}

async function pause(said) {
  if (await confirmed(QUESTION, 'Pause consumption', 'Let it go on')) {
    await change('pause', 'Consumption is paused.', said);
  }
}

/** The same button for both, so that the focus stays. */
export function consumptionButton() {
  const said = h('p', {class: 'error-text', role: 'status'});
  let paused = false;
  const button = h('button', {type: 'button', class: 'small danger', onclick: async () => {
    button.disabled = true;
    await (paused ? resume(said) : pause(said));
    button.disabled = false;
    button.focus();
  }}, 'Pause consumption');
  return {
    element: h('div', {class: 'stop'}, button, said),
    update(consumption) {
      paused = consumption.paused;
      setText(button, paused ? 'Resume consumption' : 'Pause consumption');
      button.classList.toggle('danger', !paused);
    },
  };
}
