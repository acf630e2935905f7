/** The commands `export` and `import jsonl`, beside a running server. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runToEnd, serve, temporaryDirectory } from '../server/program.ts'

test('export and import jsonl beside a running server', async (t) => {
  const directory = temporaryDirectory(t)
  const [first, second] = [{ DATA_DIR: join(directory, 'a') }, { DATA_DIR: join(directory, 'b') }]
  await serve(t, first, '--demo')
  const place = join(directory, 'archive.tar.gz')
  const exported = await runToEnd(t, ['export', '--to', place], first)
  assert.equal(exported.code, 0, exported.err)
  assert.equal(exported.out, `${place}\n`)
  assert.match(exported.err, /^klantcontact\.jsonl {2}9$/m)

  const restored = await runToEnd(t, ['import', 'jsonl', '--from', place], second)
  assert.equal(restored.code, 0, restored.err)
  assert.match(restored.err, /Restored the register of \d{4}-.*: \d+ rows\./)
  const again = await runToEnd(t, ['import', 'jsonl', '--from', place], second)
  assert.equal(again.code, 1)
  assert.match(again.err, /The register is not empty.*--into-filled/)

  for (const args of [['export'], ['export', '--to', 'x', '--format', 'xml'], ['import'], ['import', 'jsonl']])
    assert.equal((await runToEnd(t, args, second)).code, 2, args.join(' '))
  assert.equal((await runToEnd(t, ['export', '--to', place], second)).code, 1)
  const since = await runToEnd(t, ['export', '--to', join(directory, 'later'), '--since', place], first)
  assert.equal(since.code, 0, since.err)
  assert.match(since.err, /^klantcontact\.jsonl {2}0$/m)
  assert.ok(existsSync(join(directory, 'later', 'manifest.json')))
  assert.deepEqual(readdirSync(directory).sort(), ['a', 'archive.tar.gz', 'b', 'later'])
})
