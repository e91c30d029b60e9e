/** Words that Dutch compounds in care and at work are often made of, for a community that did not write them apart yet. */
export const COMMON_PARTS: ReadonlySet<string> = new Set(
  `aanbod aanpak afdeling apotheek app arts automaat avond bed beeld begeleiding behandeling beleid bericht bestuur bewoner bezoek boek
  bord brief bril budget buurt client code commissie computer contact controle coach cursus dag data deur dienst doel dossier draad
  druk familie formulier functie gang gebouw gebruik gebruiker gegevens geld gemeente gesprek gezondheid groep hand hulp huis
  huisarts informatie innovatie instelling instructie kaart kamer kans keuken kind klacht klas klok knop kosten kracht kwaliteit
  lamp lader leer leider leven lijst loket maaltijd maand maatregel mantel medewerker medicatie medicijn meld meting meter middag
  middel moment motor nacht netwerk nood omgeving onderwijs onderzoek ontslag oog oor oproep opleiding oproepbel ouder ouderen
  overdracht overleg pas patient persoon pilot plan planning plaats plek pleister praktijk probleem proces programma proef project
  raad rapport recept regel register registratie rolstoel rooster ruimte scan scanner scherm school scholing sensor slot software
  spraak spreekuur stap station stelsel steun stoel student subsidie systeem taak taal tablet team techniek technologie telefoon
  thuis tijd toegang tool training transport trap uitval uur vader val veiligheid verantwoording verbetering vergadering verkeer
  verpleeg verpleegkundige vervoer verzekering verzorging video vraag vrijwilliger vrouw wacht wagen wand werk werker week wet
  wijk wijkverpleging winkel wond woning ziekenhuis zieken ziekte zorg zuster`.split(/\s+/),
)
