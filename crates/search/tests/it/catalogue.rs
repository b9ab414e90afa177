//! A catalogue as an administration would write it: sober titles, few keywords, not tuned to the queries.

use search::{Entry, EntryText, Index, Kind, Lang, Lexicon};

/// key | German title | official name | summary | French | Italian | English title
const SERVICES: &str = "\
zuzug | Zuzug melden | Anmeldung bei den Einwohnerdiensten | Innert 14 Tagen nach dem Einzug melden Sie sich in der neuen Gemeinde an. | Annoncer son arrivée | Annunciare l'arrivo | Register your arrival
umzug | Umzug innerhalb der Gemeinde melden | Adressänderung | Sie ziehen in der Gemeinde um und teilen die neue Adresse mit. | Annoncer un déménagement | Annunciare un trasloco | Report a move within the commune
wegzug | Wegzug melden | Abmeldung | Wer die Gemeinde verlässt, meldet sich vorher ab. | Annoncer son départ | Annunciare la partenza | Report your departure
wohnsitzbestaetigung | Wohnsitzbestätigung bestellen | Wohnsitzbescheinigung | Das Papier bestätigt, dass Sie in der Gemeinde gemeldet sind. | Commander une attestation de domicile | Ordinare un certificato di domicilio | Order a confirmation of residence
hund | Hund anmelden | Hundekontrolle | Jeder Hund ab drei Monaten wird der Gemeinde gemeldet. | Annoncer un chien | Annunciare un cane | Register a dog
hundesteuer | Hundesteuer zahlen | Hundetaxe | Die Abgabe wird einmal im Jahr erhoben. | Payer l'impôt sur les chiens | Pagare la tassa sui cani | Pay dog tax
id | Identitätskarte beantragen | Ausweisstelle | Die Karte gilt für Erwachsene zehn Jahre. | Demander une carte d'identité | Richiedere una carta d'identità | Apply for an identity card
pass | Reisepass beantragen | Ausweisstelle | Für den Pass kommen Sie für Foto und Fingerabdruck vorbei. | Demander un passeport | Richiedere un passaporto | Apply for a passport
strafregister | Strafregisterauszug bestellen | Privatauszug | Der Auszug zeigt, ob Urteile gegen Sie eingetragen sind. | Commander un extrait du casier judiciaire | Ordinare un estratto del casellario giudiziale | Order a criminal record extract
betreibung | Betreibungsauszug bestellen | Auszug aus dem Betreibungsregister | Oft verlangt für die Bewerbung um eine Wohnung. | Commander un extrait du registre des poursuites | Ordinare un estratto del registro delle esecuzioni | Order a debt collection register extract
beglaubigung | Unterschrift beglaubigen lassen | Amtliche Beglaubigung | Eine Amtsperson bestätigt Unterschrift oder Kopie. | Faire légaliser une signature | Far autenticare una firma | Have a signature certified
einbuergerung | Einbürgerung beantragen | Ordentliche Einbürgerung | Voraussetzungen und Ablauf für das Bürgerrecht. | Demander la naturalisation | Richiedere la naturalizzazione | Apply for naturalisation
aufenthalt | Aufenthaltsbewilligung verlängern | Ausländerausweis | Reichen Sie die Unterlagen zwei Monate vor Ablauf ein. | Prolonger une autorisation de séjour | Rinnovare il permesso di dimora | Extend a residence permit
geburt | Geburtsurkunde bestellen | Auszug aus dem Geburtsregister | Das Zivilstandsamt des Geburtsortes stellt sie aus. | Commander un acte de naissance | Ordinare un atto di nascita | Order a birth certificate
trauung | Trauung vorbereiten | Ehevorbereitungsverfahren | Zivilstandsamt, Unterlagen und Termin für die Zeremonie. | Préparer le mariage | Preparare il matrimonio | Prepare a marriage
todesfall | Todesfall melden | Anzeige eines Todesfalls | Angehörige melden den Tod innert zwei Tagen. | Annoncer un décès | Annunciare un decesso | Report a death
grab | Grab auf dem Friedhof | Grabstätten und Unterhalt | Arten der Gräber, Ruhezeit und Pflege. | Tombe au cimetière | Tomba al cimitero | Grave in the cemetery
kita | Platz in der Kindertagesstätte | Familienergänzende Betreuung | Anmeldung und Beiträge für die Betreuung kleiner Kinder. | Place en crèche | Posto all'asilo nido | Place in a day nursery
schule | Kind für die Schule anmelden | Schuleintritt | Kindergarten und erste Klasse. | Inscrire un enfant à l'école | Iscrivere un figlio a scuola | Enrol a child in school
dispens | Urlaub von der Schule beantragen | Dispensation | Gesuch für freie Tage ausserhalb der Ferien. | Demander un congé scolaire | Richiedere un congedo scolastico | Apply for school leave
familienzulage | Familienzulagen beantragen | Kinder- und Ausbildungszulagen | Monatlicher Betrag für jedes Kind. | Demander des allocations familiales | Richiedere gli assegni familiari | Apply for child benefit
stipendium | Stipendium beantragen | Ausbildungsbeiträge | Der Kanton unterstützt Personen in Ausbildung. | Demander une bourse | Richiedere una borsa di studio | Apply for a study grant
fahrausweis | Führerausweis umtauschen | Umtausch ausländischer Fahrausweise | Wer zuzieht, tauscht innert zwölf Monaten um. | Échanger un permis de conduire | Convertire una licenza di condurre | Exchange a driving licence
lernfahrausweis | Lernfahrausweis beantragen | Zulassung zur Führerprüfung | Sehtest und Nothilfekurs gehören dazu. | Demander un permis d'élève conducteur | Richiedere la licenza per allievo conducente | Apply for a learner's permit
zulassung | Fahrzeug zulassen | Immatrikulation | Personenwagen, Motorrad und Anhänger in Verkehr setzen. | Immatriculer un véhicule | Immatricolare un veicolo | Register a vehicle
ausserverkehr | Kontrollschilder hinterlegen | Ausserverkehrsetzung | Motorrad oder Personenwagen vorübergehend oder endgültig abmelden. | Déposer les plaques de contrôle | Depositare le targhe | Deposit number plates
parkkarte | Parkkarte für die Zone bestellen | Parkierungsbewilligung für Anwohnende | Unbeschränkt parkieren im eigenen Quartier. | Commander une carte de stationnement | Ordinare una carta di parcheggio | Order a parking permit
ordnungsbusse | Ordnungsbusse bezahlen oder bestreiten | Bussenverfahren | Frist, Zahlung und Einwand. | Payer ou contester une amende d'ordre | Pagare o contestare una multa | Pay or contest a fine
velo | Abgestelltes Velo melden | Herrenlose Fahrräder | Die Gemeinde entfernt verlassene Velos. | Signaler un vélo abandonné | Segnalare una bicicletta abbandonata | Report an abandoned bicycle
abfall | Abfuhrkalender und Kehricht | Abfallentsorgung | Wann welche Sammlung stattfindet. | Calendrier de collecte des déchets | Calendario della raccolta rifiuti | Waste collection calendar
sperrgut | Sperrgut abholen lassen | Grobsperrgutabfuhr | Sachen, die in keinen Sack passen. | Faire enlever des objets encombrants | Far ritirare gli ingombranti | Have bulky waste collected
baugesuch | Baugesuch einreichen | Baubewilligungsverfahren | Vorhaben, Pläne, Auflage und Entscheid. | Déposer une demande de permis de construire | Inoltrare una domanda di costruzione | Submit a building application
einsprache | Einsprache gegen ein Bauvorhaben | Einwendung im Baubewilligungsverfahren | Während der Auflage können Betroffene sich äussern. | Faire opposition à un projet de construction | Presentare opposizione a una costruzione | Object to a building project
baumfaellen | Baum fällen | Fällbewilligung | Geschützte Bäume brauchen eine Erlaubnis. | Abattre un arbre | Abbattere un albero | Fell a tree
steuererklaerung | Steuererklärung einreichen | Veranlagung natürlicher Personen | Formulare, Fristen und Beilagen. | Remettre sa déclaration d'impôt | Inoltrare la dichiarazione d'imposta | Submit a tax return
fristerstreckung | Frist für die Steuererklärung erstrecken | Fristerstreckung | Verlängerung bis längstens Ende November. | Prolonger le délai de la déclaration d'impôt | Prorogare il termine della dichiarazione | Extend the deadline of the tax return
praemien | Prämienverbilligung beantragen | Individuelle Prämienverbilligung | Der Kanton hilft bei der Prämie der Krankenkasse. | Demander une réduction des primes | Richiedere la riduzione dei premi | Apply for a premium reduction
sozialhilfe | Sozialhilfe beantragen | Wirtschaftliche Hilfe | Unterstützung, wenn das Einkommen nicht reicht. | Demander l'aide sociale | Richiedere l'assistenza sociale | Apply for social assistance
rente | Altersrente anmelden | Leistungen der AHV | Drei Monate vor dem Rentenalter. | Demander la rente de vieillesse | Richiedere la rendita di vecchiaia | Apply for the old-age pension
arbeitslos | Arbeitslosigkeit melden | Anmeldung zur Arbeitsvermittlung | Spätestens am ersten Tag ohne Stelle. | Annoncer le chômage | Annunciare la disoccupazione | Register as unemployed
gewerbe | Unternehmen gründen | Gewerbeanmeldung | Formen, Register und Versicherungen. | Créer une entreprise | Costituire un'impresa | Start a business
gastwirtschaft | Gastwirtschaft führen | Wirtebewilligung | Bewilligung für Betriebe mit Ausschank. | Exploiter un établissement public | Gestire un esercizio pubblico | Run a restaurant
veranstaltung | Veranstaltung auf öffentlichem Grund | Veranstaltungsbewilligung | Anlässe auf Plätzen und Strassen. | Manifestation sur le domaine public | Manifestazione sul suolo pubblico | Event on public land
waffe | Waffenerwerbsschein beantragen | Waffenrecht | Für den Kauf einer bewilligungspflichtigen Waffe. | Demander un permis d'acquisition d'armes | Richiedere un permesso d'acquisto di armi | Apply for a weapon acquisition permit
fundbuero | Fundbüro | Fundsachen | Abgegebene Gegenstände suchen. | Objets trouvés | Oggetti smarriti | Lost property
wahlen | Stimmunterlagen nachbestellen | Wahlen und Abstimmungen | Fehlt das Kuvert, gibt es Ersatz bis Freitag. | Commander du matériel de vote | Ordinare il materiale di voto | Reorder voting papers
dienst | Militärdienst verschieben | Dienstverschiebungsgesuch | Gesuch an das Kreiskommando. | Déplacer le service militaire | Differire il servizio militare | Postpone military service
saal | Räume der Gemeinde mieten | Raumreservation | Mehrzweckhalle, Saal und Waldhaus. | Louer des salles communales | Affittare sale comunali | Hire communal rooms
maengel | Schaden im öffentlichen Raum melden | Mängelmelder | Beschädigte Beläge, Lampen, Bänke. | Signaler un dommage | Segnalare un danno | Report damage in public space
fischen | Fischereipatent lösen | Fischereiberechtigung | Tages-, Wochen- und Jahrespatente. | Acquérir un permis de pêche | Acquistare una patente di pesca | Buy a fishing licence
heizung | Heizung ersetzen | Meldung Wärmeerzeuger | Ersatz und Förderbeiträge. | Remplacer un chauffage | Sostituire il riscaldamento | Replace a heating system
name | Namensänderung beantragen | Namensrecht | Gesuch um einen anderen Vor- oder Nachnamen. | Demander un changement de nom | Richiedere un cambiamento del nome | Apply for a change of name";

const OTHERS: [(&str, Kind, &str); 8] = [
    ("einwohnerdienste", Kind::Office, "Einwohnerdienste Musterwil"),
    ("steueramt", Kind::Office, "Steueramt Musterwil"),
    ("bauverwaltung", Kind::Office, "Bauverwaltung Musterwil"),
    ("sozialdienst", Kind::Office, "Sozialdienst Musterwil"),
    ("musterwil", Kind::Authority, "Gemeinde Musterwil"),
    ("beispielberg", Kind::Authority, "Stadt Beispielberg"),
    ("person", Kind::Person, "Rosa Đặng-Beispiel, Einwohnerdienste"),
    ("umziehen", Kind::LifeSituation, "Umziehen und wohnen"),
];

/// All entries; ids count from 0 in the order of the list.
pub fn entries() -> Vec<Entry> {
    let services = SERVICES.lines().map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let german = EntryText {
            official: cells[2].to_owned(),
            summary: cells[3].to_owned(),
            ..EntryText::titled(Lang::De, cells[1])
        };
        let others = [(Lang::Fr, 4), (Lang::It, 5), (Lang::En, 6)].map(|(l, i)| EntryText::titled(l, cells[i]));
        let texts = std::iter::once(german).chain(others).collect();
        (cells[0].to_owned(), Kind::Service, texts)
    });
    let others = OTHERS.iter().map(|(key, kind, title)| {
        let texts = [EntryText::titled(Lang::De, title)].into();
        ((*key).to_owned(), *kind, texts)
    });
    (0..).zip(services.chain(others)).map(|(id, (key, kind, texts))| Entry { id, key, kind, texts }).collect()
}

/// The keys in the order of the ids.
pub fn keys() -> Vec<String> {
    entries().into_iter().map(|entry| entry.key).collect()
}

/// The index with the built-in lexicon.
pub fn index() -> Index {
    Index::build(&entries(), &Lexicon::built_in())
}
