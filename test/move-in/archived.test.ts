/** What moved in is exported and restored as it is, and the copy still knows where its rows came from. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { archiveShelves, takingUpRestored } from '../../src/app.ts'
import { exportArchive } from '../../src/features/archive/export.ts'
import { restoreArchive } from '../../src/features/archive/restore.ts'
import { verifyHistory } from '../../src/features/history/verify.ts'
import { fileSource } from '../../src/features/open-klant/sources/files.ts'
import { skipOn } from '../support/databases.ts'
import { declared } from '../support/sample.ts'
import { dumpFile, emptyRegister, importInto, skip, temporaryFolder } from './sample.ts'

for (const name of ['embedded', 'PostgreSQL'] as const) {
  describe(name, { skip: skip || skipOn[name] }, () => {
    test('the sample, exported and restored, is the same register', async (t) => {
      const [first, second] = [await emptyRegister(t, name), await emptyRegister(t, name)]
      await importInto(first, fileSource([dumpFile]))
      const folder = temporaryFolder(t)
      const archivist = ({ database }: typeof first) => ({
        database,
        shelves: archiveShelves(),
        remembering: takingUpRestored('test'),
        program: '0',
      })
      const wish = { format: 'jsonl', secrets: true } as const
      const [before, after] = [join(folder, 'before'), join(folder, 'after')]
      const { files } = await exportArchive(archivist(first), { ...wish, to: before })
      assert.ok((files.find(({ holds }) => holds === 'klantcontact.historie')?.rows ?? 0) > 1000)
      const { leftHistory } = await restoreArchive(archivist(second), {
        from: before,
        secrets: true,
        intoFilled: false,
      })
      assert.equal(leftHistory, false)
      await exportArchive(archivist(second), { ...wish, to: after })
      for (const { name: file } of files)
        assert.ok(readFileSync(join(after, file)).equals(readFileSync(join(before, file))), file)
      assert.deepEqual((await verifyHistory(second.database, declared, [])).faults, [])

      const { moved } = await importInto(second, fileSource([dumpFile]))
      assert.deepEqual(
        moved.filter(({ fresh, changed, gone }) => fresh + changed + gone > 0),
        [],
        'nothing is new to the copy',
      )
      await second.database.execute("insert into categorie (uuid, naam) values (gen_random_uuid(), 'van hier')")
      const [{ come } = {}] = await second.database.query({
        text: `select m.ids @> (select min(id) from categorie) and not m.ids @> (select max(id) from categorie) as come
          from moved_in m where collection = 'categorie'`,
        values: [],
      })
      assert.equal(come, true)
    })
  })
}
