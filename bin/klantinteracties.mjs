#!/usr/bin/env node
/**
 * The program `klantinteracties`, from a fresh clone on: installs the packages and compiles the sources where that is
 * still to be done, and goes on as the program itself, in this same process.
 */
import { readFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const { engines } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
const [major, minor] = engines.node.match(/\d+/g).map(Number)
const [ourMajor, ourMinor] = process.versions.node.split('.').map(Number)
if (ourMajor < major || (ourMajor === major && ourMinor < minor)) {
  process.stderr.write(`klantinteracties needs Node.js ${engines.node}; this is ${process.versions.node}.\n`)
  process.exit(1)
}

// npm runs a script in a shell, and when npm is told to stop only that shell is: then the program stops as well.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}

// Imported late: an older Node.js must get as far as the message above.
const { prepare } = await import('./prepare.mjs')
await prepare()
await import(new URL('build/src/main.js', root).href)
