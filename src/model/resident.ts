/** What residents may do, and how sure it must be who they are. */

/** From the least certain to the most. */
export const NIVEAUS = ['basis', 'midden', 'substantieel', 'hoog'] as const
export type Niveau = (typeof NIVEAUS)[number]

export const reaches = (niveau: Niveau, least: Niveau): boolean => NIVEAUS.indexOf(niveau) >= NIVEAUS.indexOf(least)

/** Each is at addresses that say so, and takes a level of its own. */
export const FUNCTIES = {
  lezen: 'Eigen gegevens, klantcontacten en taken zien',
  adressen: 'Eigen digitale adressen toevoegen, wijzigen en verwijderen',
  betwisten: 'Een eigen klantcontact betwisten',
} as const
export type Functie = keyof typeof FUNCTIES

export const FUNCTIE_NAMEN = Object.keys(FUNCTIES) as readonly Functie[]

/** On a resource: which functions of residents reading and writing its objects are. Without it they do neither. */
export interface ForResidents {
  readonly lezen?: Functie
  readonly schrijven?: Functie
}
