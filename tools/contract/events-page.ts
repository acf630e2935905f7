/** docs/events.md: every message that leaves the register, with an example, made from the declarations. */
import { APIS, collectionPath } from '../../src/faces/openklant/api.ts'
import { cloudEvent } from '../../src/features/events/cloud-event.ts'
import type { Action, Event } from '../../src/features/events/event.ts'
import { notificatie } from '../../src/features/events/notificatie.ts'
import { typeOf, WORDS } from '../../src/features/events/type-names.ts'
import type { Voice } from '../../src/features/events/voice.ts'
import { zaakEvents } from '../../src/features/events/zaak-event.ts'
import { LINKS } from '../../src/features/events/zaak-link.ts'
import type { Register } from '../../src/model/register.ts'
import type { Resource } from '../../src/model/resource.ts'
import { GROUPS, type ScopeGroup } from '../../src/model/scopes.ts'

const BASE = 'https://klanten.gemeente.example'
const OBJECT = '095be615-a8ad-4c33-8e9c-c7612fbf6c9f'
const ZAAK = '7d3f5a0c-2b1e-4f7a-9d55-0f1c6e0b8a42'

/** Acts on a report of a contact, and of which objects they are told; others are changed. */
const OF_REPORTS: Partial<Record<Action, readonly string[]>> = {
  supplement: ['klantcontact'],
  correct: ['klantcontact', 'betrokkene', 'onderwerpobject', 'digitaalAdres'],
  dispute: ['klantcontact'],
}

const voiceOf = (register: Register): Voice => ({
  source: 'urn:nld:oin:00000001234567890000:systeem:klantinteracties',
  prefix: 'nl.klantinteracties',
  base: BASE,
  address: (resource, uuid) => `${BASE}${collectionPath(register.get(resource))}/${uuid}`,
})

const eventOf = (resource: Resource, action: Action, position: number, facts: Event['facts'] = {}): Event => ({
  position: String(position),
  id: `d3b0c5a1-6f0e-4c57-8a3e-${String(position).padStart(12, '0')}`,
  time: '2026-11-23T10:15:30.123456Z',
  action,
  resource: resource.name,
  object: OBJECT,
  followed: false,
  behind: [],
  facts,
})

/** `replace` and `change` are one to who hears of them. */
const actionsOf = (resource: Resource): Action[] =>
  (Object.keys(WORDS) as Action[]).filter(
    (action) => action !== 'replace' && (OF_REPORTS[action]?.includes(resource.name) ?? true),
  )

const json = (value: object): string => JSON.stringify(value, null, 2)
const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``

const exampleOf = (resource: Resource, field: string): unknown => {
  const known = resource.fields[field]
  if (!known || !('leaf' in known)) return ''
  if (known.sqlType === 'boolean') return true
  return (known.schema as { enum?: string[] }).enum?.[0] ?? (resource.announced?.free?.includes(field) ? '' : '…')
}

const notified = (voice: Voice, resource: Resource): string => {
  const { channel = '', facts = [] } = resource.announced ?? {}
  const values = Object.fromEntries(facts.map((field) => [field, exampleOf(resource, field)]))
  return `Kanaal \`${channel}\`, resource \`${resource.model.toLowerCase()}\`:\n\n${block(
    'json',
    json(notificatie(voice, resource, eventOf(resource, 'change', 1, values), false)),
  )}`
}

const linked = (voice: Voice, register: Register): string => {
  const facts = { zaak: ZAAK, was: ZAAK, klantcontact: OBJECT }
  const contact = { onderwerp: 'Parkeervergunning', nummer: '4100000001' }
  const [loose, tied] = zaakEvents(voice, eventOf(register.get(LINKS), 'change', 1, facts), contact)
  return block('json', [tied, loose].map((one) => json(one ?? {})).join('\n\n'))
}

const own = (voice: Voice, register: Register): string => {
  let position = 0
  return register.resources
    .map((resource) => {
      const examples = actionsOf(resource).map((action) => {
        const event = eventOf(resource, action, ++position, action === 'erase' ? { lijst: '2026-7' } : {})
        return `\`${typeOf(voice.prefix, event)}\`\n\n${block('json', JSON.stringify(cloudEvent(voice, event)))}`
      })
      return `### ${resource.name} (\`${APIS[resource.api].name}\`)\n\n${examples.join('\n\n')}`
    })
    .join('\n\n')
}

const SINKS = `sinks:
  - name: zaaksysteem              # lower-case letters, digits, hyphens; what the register calls it from now on
    kind: webhook
    url: https://zaken.gemeente.example/hooks/klantinteracties
    secret: {file: /run/secrets/zaaksysteem}      # or {env: NAME}; at least 16 characters, or whsec_ and base64
    authorization: {env: ZAAKSYSTEEM_TOKEN}       # optional: the whole Authorization header
    types: ['nl.klantinteracties.klantcontact-*', '*.interne-taak-*']   # optional; * stands for anything
    scopes: [klantcontacten.lezen, taken.lezen, vertrouwelijk]          # optional: what it hears of, see below
    timeout: 10                                   # optional, seconds
  - name: bus
    kind: nats
    servers: ['nats://nats.gemeente.example:4222']
    subject: klantinteracties                     # optional
    user: {env: NATS_USER}                        # optional, as are password and token
    password: {file: /run/secrets/nats}
  - name: rabbit
    kind: rabbitmq
    url: amqps://rabbit.gemeente.example/vhost
    user: {env: RABBIT_USER}
    password: {file: /run/secrets/rabbit}
    exchange: klantinteracties                    # optional`

/** Which scopes open which events. */
const hearing = ({ resources }: Register): string => {
  const namesOf = (found: readonly Resource[]): string => found.map(({ name }) => `\`${name}\``).join(', ')
  const groups = (Object.keys(GROUPS) as ScopeGroup[]).map(
    (group) => `| \`${group}.lezen\` | ${namesOf(resources.filter((one) => one.group === group))} |`,
  )
  const veils = [...new Set(resources.flatMap(({ veils = [] }) => veils.map(({ scope }) => scope)))].map((scope) => {
    const own = resources.filter(({ veils = [] }) => veils.some((veil) => veil.scope === scope))
    return `| \`${scope}\` | each ${namesOf(own)} that does not exist without this scope, with all that belongs to it |`
  })
  return ['| scope | opens |', '|---|---|', ...groups, ...veils].join('\n')
}

export const eventsPage = (register: Register): string => {
  const voice = voiceOf(register)
  const announced = register.resources.filter((resource) => resource.announced)
  return `# Events

<!-- Generated from the declarations by tools/contract/events-page.ts: change it there. -->

The register tells others what changed: receivers of its own events, and the Notificaties API. Where none is set up,
nothing is written down. The settings are in [configuration.md](configuration.md) (\`EVENT_…\`, \`NOTIFICATIES_…\`); why it
works this way is in [decision 13](decisions/0013-events-in-one-row.md).

## Receivers
\`EVENT_SINKS_FILE\` names a file such as this one (YAML or JSON; \`EVENT_SINKS\` takes the same as text). \`EVENT_SOURCE\` and
\`BASE_URL\` must be set too. Mistakes are named at start. Secrets stand elsewhere, and never in addresses.

${block('yaml', SINKS)}

\`scopes\` are those of [access.md](access.md), or its roles. A receiver hears of an object only if it could read it:

${hearing(register)}

Where no scope of the first kind is named, it hears of all groups, but of nothing that needs one of the others. The other
scopes change nothing here: an own event holds no value that they would open. A receiver that may not hear of an event any more is
not sent it for having waited, or when it is sent again: it is given up (\`not for this receiver\`).

A receiver that is new hears what happens from then on. One that is taken out and comes back within \`EVENT_KEEP_DAYS\`
goes on where it was. To try a receiver, \`http:\` is allowed; use \`https:\`, \`tls:\` and \`amqps:\` for anything else. Where the certificate of
a receiver is signed by an authority of your own, start the program with \`NODE_EXTRA_CA_CERTS\` naming a file with that
authority's certificate (PEM): Node.js then trusts it for every connection that it makes.

### Webhook
A POST of the CloudEvent as JSON (\`application/cloudevents+json\`), signed as
[Standard Webhooks](https://www.standardwebhooks.com/) describes: \`webhook-id\` (the id of the event), \`webhook-timestamp\`
(seconds since 1970, of this attempt) and \`webhook-signature\`: \`v1,\` and the base64 of HMAC-SHA256, under the secret, of
id, timestamp and body with dots between. Refuse what is older than five minutes. Any 2xx means that it arrived; redirects
are not followed.

### NATS JetStream
The subject is \`<subject>.<entity>.<what happened>\`, such as \`klantinteracties.klantcontact.gewijzigd\`. Make a stream for
\`<subject>.>\` first: until it is there events wait and are tried again. The header \`content-type\` is
\`application/cloudevents+json\`; \`Nats-Msg-Id\` is the id of the event, so the stream drops what it had just now.

### RabbitMQ
A durable topic exchange, made when it is not there; the routing key is \`<entity>.<what happened>\`. Messages are
persistent and confirmed by the broker; \`message_id\` is the id of the event. Bind a queue first: what no queue is bound for
the exchange drops.

### Notificaties API
\`NOTIFICATIES_API_ROOT\`, \`NOTIFICATIES_CLIENT_ID\` and \`NOTIFICATIES_SECRET\`, and once
\`npx klantinteracties kanalen registreren\`. It hears what Open Klant would tell, of the same objects: nothing that follows
from another change. Free text (\`interneNotitie\`, \`toelichting\`) and a \`nummer\` that could be a BSN are empty there;
\`NOTIFICATIES_FREE_TEXT=on\` opens the first.

## What is guaranteed
- **An event exists exactly when its change does**: both are one transaction.
- **At least once.** After a crash a receiver may hear an event again, with the same id.
- **In order per object.** The next event of an object waits until the one before arrived or was given up. Events of
  different objects may come in any order. \`sequence\` is a text whose order is that of the events; there are gaps.
- **Tried eight times**: at once, and after 25 s, 100 s, 400 s, 27 min, 1 h 47, 7 h and 14 h (\`EVENT_RETRY\`). Then it is
  given up and kept, and can be sent again.
- **A receiver that fails, hangs or is slow holds up nobody**: no write, and no other receiver.

Not guaranteed: that an event comes within some time (under full load requests go first); an order between objects; and
that order when a process is stopped in the middle of a delivery for more than ten seconds and then goes on (two then
deliver; \`sequence\` tells). Which scopes an event needs is judged when it happens. What is sent again is made anew:
from what was kept of the event, with the settings of that moment.

An own event says which object changed and nothing more of it: read the object at \`dataref\`. After a removal that address
answers 404. While the [processing log](processing-log.md) is on, \`traceparent\` continues the trace of the request; webhooks get
it as a header too.

## Looking after it
\`npx klantinteracties berichten list|resend\`, or over HTTP under \`/beheer/api/v1\` with a token:

| | |
|---|---|
| \`GET /berichten/overzicht\` | per receiver how many are \`wachtend\` (from the commit on), \`mislukt\`, \`afgeleverd\`, \`vervallen\` |
| \`GET /berichten\` | newest first; filters \`ontvanger\`, \`status\`, \`type\` (with \`*\`), \`object\`, \`sinds\`, \`id\`; \`page\` |
| \`GET /berichten/{id}\` | one event, what was kept of it, and what became of it at each receiver |
| \`POST /berichten/opnieuw\` | sends again what these members say (the same filters): what failed or was given up; what was delivered only with its \`status\` or \`id\` |

Metrics per receiver: \`events_waiting\`, \`events_failed\`, \`events_dead\`, \`events_oldest_seconds\`. Events are kept for
\`EVENT_KEEP_DAYS\` days, delivered or not. Destruction of an object empties what was kept of it. They are not part of an
export: a copy of the register would tell everything again.

## Own events
CloudEvents after the NL GOV profile. The type is \`<EVENT_TYPE_PREFIX>.<entity>-<what happened>\`. \`time\` is when the event
was written down. \`data.gevolg\`: it follows from another change, such as a removal that took it along.

${own(voice, register)}

## Messages to the Notificaties API
\`actie\` is \`create\`, \`update\` (PUT), \`partial_update\` (PATCH) or \`destroy\`; kenmerken are those after the change, and
before it for \`destroy\`.

${announced.map((resource) => notified(voice, resource)).join('\n\n')}

With \`NOTIFICATIES_CLOUD_EVENTS=on\` also which zaak a contact is about, or no longer is:

${linked(voice, register)}
`
}
