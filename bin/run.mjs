/** Runs one of the tools, from a fresh clone on: `node bin/run.mjs tools/bench.js …`. */
import { prepare } from './prepare.mjs'

const [tool, ...rest] = process.argv.slice(2)
await prepare({ dev: true })
const script = new URL(`../build/${tool}`, import.meta.url)
process.argv = [process.argv[0], script.pathname, ...rest]
await import(script.href)
