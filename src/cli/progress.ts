/** Shows how far a long command is: a bar on a terminal, plain lines elsewhere. */
import { stderr } from 'node:process'
import type { Progress } from '../features/open-klant/progress.ts'
import type { Context } from './context.ts'

const WIDTH = 24
/** On a terminal the bar is drawn anew at most this often; elsewhere a line tells more only this often. */
const DRAW_MS = 100
const TELL_MS = 10_000

export interface Shown extends Progress {
  /** The last step is done. */
  end(): void
}

const bar = (share: number): string => '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')

export const showProgress = (context: Context): Shown => {
  const started = performance.now()
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s`
  let step = ''
  let at = 0
  const isTerminal = stderr.isTTY === true
  return {
    step: (what) => {
      if (isTerminal) stderr.write(`${step === '' ? '' : '\n'}${seconds()}  ${what}`)
      else context.say(`${seconds()}  ${what}`)
      step = what
      at = performance.now()
    },
    share: (done, total) => {
      const now = performance.now()
      if (total <= 0 || now - at < (isTerminal ? DRAW_MS : TELL_MS)) return
      at = now
      const share = Math.min(1, done / total)
      if (isTerminal) stderr.write(`\r\u001b[K${seconds()}  ${bar(share)} ${Math.floor(share * 100)} %  ${step}`)
      else context.say(`${seconds()}  ${step}: ${Math.floor(share * 100)} %`)
    },
    end: () => {
      if (isTerminal && step !== '') stderr.write('\n')
    },
  }
}
