/** What the documents tell their readers that no declaration says. */
import type { ApiName } from '../api.ts'

const HABITS = `**Aanmelden.** Elk verzoek heeft een header \`Authorization: Token <token>\`, of waar dat is ingesteld \`Authorization: Bearer <JWT>\`. Wie te vaak iets vraagt, of te vaak een verkeerd token stuurt, krijgt status 429 met in \`Retry-After\` hoeveel seconden te wachten.

**Rechten.** Een token mag wat zijn rechten openen; wat ontbreekt noemt een antwoord met status 403. Wat het token niet mag zien, bestaat niet voor wie het gebruikt: het staat in geen lijst en telt niet mee. Een BSN dat niet mag worden getoond is \`*********\`; wie dat terugstuurt, laat het zoals het was.

**Verwijzen.** Een verwijzing naar een ander object wordt geschreven als \`{"uuid": "…"}\` en gelezen als \`{"uuid": "…", "url": "…"}\`.

**PUT en PATCH.** PUT vraagt alle verplichte velden, PATCH geen enkel. Bij beide blijft een optioneel veld dat ontbreekt zoals het is. Een groep, zoals een adres, wordt als geheel vervangen.

**Leeg.** Een optionele tekst zonder inhoud is \`""\`. Een groep is in een antwoord nooit null.

**Zoeken zonder gegevens in het adres.** \`POST\` op \`_zoek\` onder een lijst neemt de parameters van die lijst als JSON en antwoordt als de lijst. \`next\` en \`previous\` noemen dan alleen de pagina: stuur er dezelfde inhoud naartoe.

**Lijsten** zijn verdeeld in pagina’s van 100 objecten, of zoveel als \`pageSize\` zegt, met \`count\` voor het totaal. Een onbekende parameter is een fout; een parameter zonder waarde telt niet mee.

**Fouten** hebben altijd dezelfde vorm. Bij status 400 noemt \`invalidParams\` elk veld dat niet goed is. De inhoud heet \`application/json\`, of \`application/problem+json\` voor wie daarom vraagt. Een methode die een pad niet kent, geeft status 405.`

export const DESCRIPTIONS: Readonly<Record<ApiName, string>> = {
  klantinteracties: `Register van contacten tussen inwoners en ondernemers en de gemeente: wie erbij waren, waar het over ging, hoe zij te bereiken zijn en wat er nog moet gebeuren.

${HABITS}

**Meegeven.** Waar \`expand\` bestaat, geeft het antwoord de gevraagde objecten mee onder \`_expand\`. Een pad noemt ook de weg ernaartoe: \`hadBetrokkenen.wasPartij\`.`,
  beheer: `Wie wat mag, wie wat is verteld, en wat wordt vernietigd.

**Fouten** zijn altijd \`application/problem+json\`; bij status 400 noemt \`invalidParams\` alles wat niet goed is.`,
  contactgegevens: `Contactgegevens van personen en organisaties, los van de klantinteracties.

${HABITS}`,
}

/** Per tag, what its resource does not tell about itself. */
export const TAGS: Readonly<Record<ApiName, Readonly<Record<string, string>>>> = {
  klantinteracties: {
    'digitale adressen':
      'Een e-mailadres of telefoonnummer moet de vorm van zijn soort hebben; nummers die met 0800, 0900, 1400 of 140 beginnen kunnen niet. Per partij en soort is er hoogstens één standaardadres: wie er een aanwijst, neemt het van de andere af.',
    'interne taken':
      'Bij POST en PUT is precies één van `toegewezenAanActor` en `toegewezenAanActoren` nodig. Een taak die verwerkt is krijgt vanzelf een `afgehandeldOp`.',
    'maak-klantcontact': 'Een klantcontact met zijn eerste betrokkene en onderwerpobject, in één keer.',
    'partij-identificatoren': `| codeRegister | codeObjecttype | codeSoortObjectId |
|---|---|---|
| brp | natuurlijk_persoon | bsn |
| hr | niet_natuurlijk_persoon | rsin, kvk_nummer |
| hr | vestiging | vestigingsnummer |

Een nummer bestaat maar één keer, en een partij heeft van elke soort hoogstens één. Een vestigingsnummer staat altijd onder een kvk-nummer (\`subIdentificatorVan\`) en hoeft alleen daaronder uniek te zijn. Een nummer waar andere onder staan, kan niet weg en niet van soort veranderen.`,
    partijen:
      'Digitale adressen en rekeningnummers worden gekozen uit wat er is; identificatoren kunnen met de partij worden gemaakt: met `uuid` wordt een bestaande gewijzigd, zonder `uuid` een nieuwe gemaakt, en wat niet in de lijst staat verdwijnt.',
  },
  contactgegevens: {},
  beheer: {
    tokens: 'Waarmee programma’s de API’s gebruiken. Vraagt het recht `beheer`.',
    clients:
      'Programma’s die hun tokens zelf ondertekenen (ZGW-JWT), met een geheim dat beide kanten kennen. Vraagt het recht `beheer`.',
    berichten: 'Wat ontvangers van gebeurtenissen is verteld, en opnieuw sturen. Vraagt het recht `beheer`.',
    vernietigingen:
      'Wat volgens de wet weg moet: de een stelt een lijst voor (`vernietiging.voorstellen`), een ander keurt haar goed (`vernietiging.goedkeuren`).',
  },
}
