import { conformance } from '../conformance.ts'
const dirs = process.argv.slice(2).filter((one) => !one.startsWith('--'))
const only = process.argv.find((one) => one.startsWith('--only='))?.slice(7)
const { passed, failed, lines } = await conformance({ shared: '../shared', directories: dirs.length ? dirs : ['../shared/conformance/scenarios'], ...(only ? { only } : {}) }, [], false)
for (const line of lines) console.log(line)
console.log(`${passed} passed, ${failed} failed`)
