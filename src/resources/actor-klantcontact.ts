import { row } from '../model/filter.ts'
import { reference } from '../model/kinds/index.ts'
import { resource } from '../model/resource.ts'
import { unique } from '../model/rule.ts'
import { zicht } from './parts/zicht.ts'

export const actorKlantcontact = resource('actorKlantcontact', {
  api: 'klantinteracties',
  group: 'klantcontacten',
  path: 'actorklantcontacten',
  model: 'ActorKlantcontact',
  label: 'actor klantcontact',
  help: 'Dat een actor bij een klantcontact betrokken was.',
  tag: 'actor klantcontacten',
  schemaName: 'ActorKlantcontact',
  fields: {
    actor: reference('actor', { onRemoval: 'remove', help: 'De actor die erbij was.' }),
    klantcontact: reference('klantcontact', { onRemoval: 'remove', help: 'Het klantcontact.' }),
  },
  filters: { ...row('actor', 'actor'), ...row('klantcontact', 'klantcontact') },
  within: ['klantcontact'],
  about: ['klantcontact'],
  bounds: zicht.actorKlantcontact,
  rules: [
    unique({
      constraint: 'actor_klantcontact_pair_key',
      paths: ['actor', 'klantcontact'],
      fault: {
        name: 'nonFieldErrors',
        code: 'unique',
        reason: 'De velden actor, klantcontact moeten een unieke set zijn.',
      },
    }),
  ],
})
