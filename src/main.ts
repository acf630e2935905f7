/** The program `klantinteracties`. The only place that reads the environment. */
import { argv, env, stderr, stdout } from 'node:process'
import { run } from './cli/program.ts'

const code = await run(argv.slice(2), {
  env,
  print: (line) => stdout.write(`${line}\n`),
  say: (line) => stderr.write(`${line}\n`),
})
// Pipes may still be on their way out; what else keeps Node busy need not be waited for.
stdout.write('', () => stderr.write('', () => process.exit(code)))
