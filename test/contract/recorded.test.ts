/** Our documents against recorded answers of Open Klant: what clients get from it, ours describe. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { complaintsAbout, validatorFor } from '../support/openapi-validator.ts'

interface Step {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly expect?: {
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
  }
}

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'conformance', 'scenarios')
const skip = existsSync(folder) ? false : `no recorded answers at ${folder}`

const PLACES: Readonly<Record<string, string>> = {
  base: 'http://localhost:8000',
  date: '2024-01-01',
  datetime: '2024-01-01T00:00:00Z',
}

/** All other places are for a uuid. */
const filled = (text: string): string =>
  text.replace(/\{\{(.*?)\}\}/g, (_found, place: string) => PLACES[place] ?? '3f2504e0-4f89-41d3-9a0c-0305e82c3301')

describe('the validator', () => {
  const validate = validatorFor('klantinteracties')
  const path = '/klantinteracties/api/v1/categorieen'
  const uuid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
  const made = { uuid, url: `http://localhost:8000${path}/${uuid}`, naam: '' }
  const wrongWith = (body: unknown, status = 201, method = 'POST'): string[] => validate({ method, path, status, body })

  it('takes what is documented', () => assert.deepEqual(wrongWith(made), []))
  it('finds a member that is not documented', () => assert.equal(wrongWith({ ...made, meer: 1 }).length, 1))
  it('finds a member that is missing', () => assert.equal(wrongWith({ uuid, naam: '' }).length, 1))
  it('finds a value that is wrong', () => assert.equal(wrongWith({ ...made, naam: null }).length, 1))
  it('finds a status that is not documented', () => assert.equal(wrongWith(made, 202).length, 1))
  it('finds a body where there should be none', () => {
    const answer = { method: 'DELETE', path: `${path}/${uuid}`, status: 204 }
    assert.deepEqual(validate({ ...answer, body: undefined }), [])
    assert.equal(validate({ ...answer, body: made }).length, 1)
  })
})

describe('recorded answers', { skip }, () => {
  it('are as our documents describe them', (test) => {
    let count = 0
    const wrong: string[] = []
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.json')) continue
      const { steps } = JSON.parse(filled(readFileSync(join(folder, file), 'utf8'))) as {
        readonly steps: readonly Step[]
      }
      for (const { id, method, path, expect } of steps) {
        if (!expect || !/json/.test(expect.headers?.['content-type'] ?? 'json')) continue
        count++
        const found = complaintsAbout({ method, path, status: expect.status, body: expect.body })
        wrong.push(...found.map((complaint) => `${file}#${id} ${complaint}`))
      }
    }
    test.diagnostic(`${count} answers`)
    assert.deepEqual(wrong, [])
  })
})
