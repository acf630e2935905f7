import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { describe, test } from 'node:test'
import { Dump } from './dump.ts'
import type { Receiver } from './source.ts'

/** What a dump sends, however it is cut up. */
const sent = async (text: string, size = 1 << 16, unwanted: RegExp = /^other$/): Promise<Record<string, string>> => {
  const tables: Record<string, Buffer[]> = {}
  const receiver: Receiver = {
    meet: (table) => !unwanted.test(table),
    rows: async (table, columns, format) => {
      tables[table] = [Buffer.from(`${columns.join(',')} ${format}\n`)]
      return new Writable({
        write(chunk: Buffer, _encoding, done) {
          tables[table]?.push(chunk)
          done()
        },
      })
    },
  }
  const bytes = Buffer.from(text)
  async function* cut(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  await new Dump(receiver).read(cut(), 'x.sql')
  return Object.fromEntries(Object.entries(tables).map(([table, chunks]) => [table, Buffer.concat(chunks).toString()]))
}

const COPY = `SET client_encoding = 'UTF8';
COPY public.leeg (id) FROM stdin;
\\.

COPY public.other (id) FROM stdin;
COPY public.vol (id) FROM stdin;
\\.

COPY "bron".vol (id, "naam") FROM stdin;
1\ta\\\\.
2\té\\n\\\\.\\
3\t\\N
\\.

SELECT 1;
`

describe('a dump', () => {
  const wanted = { leeg: 'id text\n', vol: 'id,naam text\n1\ta\\\\.\n2\té\\n\\\\.\\\n3\t\\N\n' }
  for (const size of [1, 2, 3, 4, 5, 7, 1000])
    test(`with COPY blocks, ${size} bytes at a time`, async () => {
      assert.deepEqual(await sent(COPY, size), wanted)
    })

  const INSERTS = `CREATE TABLE public.t (
    id integer NOT NULL,
    naam character varying(80),
    CONSTRAINT "c" CHECK ((id > 0))
);
INSERT INTO public.t VALUES (1, 'it''s; ''
INSERT INTO public.t VALUES (9, ''x'');
a\\b	tab', NULL);
INSERT INTO public.t VALUES (-2, '', true), (3, E'a\\nb', false);
INSERT INTO public.other (id) VALUES (1);
INSERT INTO public.u (id, "order") OVERRIDING SYSTEM VALUE VALUES (4, '{"a": "b"}');
`
  for (const size of [1, 3, 1000])
    test(`with INSERT statements, ${size} bytes at a time`, async () => {
      assert.deepEqual(await sent(INSERTS, size), {
        t: "id,naam text\n1\tit's; '\\nINSERT INTO public.t VALUES (9, 'x');\\na\\\\b\\ttab\t\\N\n-2\t\tt\n3\ta\\nb\tf\n",
        u: 'id,order text\n4\t{"a": "b"}\n',
      })
    })

  test('that is cut off is refused', async () => {
    await assert.rejects(sent(COPY.slice(0, -20)), /not complete/)
    await assert.rejects(sent("INSERT INTO t (id) VALUES ('1"), /not complete/)
  })

  test('of rows without columns is refused', async () => {
    await assert.rejects(sent('INSERT INTO public.t VALUES (1);'), /schema before it/)
  })

  test('in another encoding is refused', async () => {
    await assert.rejects(sent("SET client_encoding = 'LATIN1';\n"), /LATIN1.*--encoding=UTF8/)
  })
})
