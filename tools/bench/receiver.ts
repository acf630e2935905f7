/** Someone who is told of changes, and says yes to everything. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { serveJobs } from './peer.ts'

export type ReceiverJob = null

/** Answers its address. */
serveJobs(async (_job: ReceiverJob): Promise<string> => {
  const server = createServer((request, answer) => {
    request.resume().on('end', () => answer.writeHead(204).end())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
