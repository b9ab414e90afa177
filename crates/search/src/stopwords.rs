//! Words that carry no subject: articles, pronouns, question words and the verbs of asking, in four languages.
//! Folded as [`crate::fold`] folds them.

use crate::Lang;
use std::collections::HashSet;

const GERMAN: &str = "\
a aber alle allen aller alles als also am an and auch auf aus bei beim bekomm bekomme bekommen bekommt bin bis bitte \
brauch brauche brauchen braucht da dann das dass dem den denn der des die dies diese diesem diesen dieser dieses doch \
dort du durch darf durfen ein eine einem einen einer eines er erhalt erhalte erhalten es etwas euch fur gang gar geben geh gehe gehen \
geht genau gern gerne gibt habe haben hab hat hatte hatten hier hilfe ich ihm ihn ihnen ihr ihre ihren ihrer im in ins ist \
ja jede jeden jeder jetzt kann kannst kein keine keinen konnen konnte kostet kosten krieg kriege kriegen lange ist machen mach mache macht man mein \
meine meinem meinen meiner meines mich mir mit mochte mochten muss mussen nach nicht noch nun nur ob oder ohne per pro \
schon sein seine seit sich sie sind so soll solle sollte tun tue um und uns unser unsere unseren unter viel vom von vor wann \
war warum was weiter welche welchem welchen welcher welches wenn wer werde werden weshalb wie wieder wieso wieviel \
will wir wird wo woher wohin wofur wollen wurde zu zum zur zuruck zustandig ab wan i mis min mini ha hani isch chan chani mues \
sini und uf us vo wenn git dr s d ds de es am im fürs vorgehen funktioniert finde finden";

const FRENCH: &str = "\
a ai au aux avec avoir c ce ces cet cette comment combien d dans de des dois doit du elle en est est-ce et etre faire faut \
faut-il il ils j je l la le les leur lui m ma mais me mes moi mon n ne nous on ou ou par pas pour puis-je peux peut \
qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont sur suis t ta te tes toi ton tu un une \
veux voudrais vos votre vous y obtenir besoin est-il coute j'ai aimerais";

const ITALIAN: &str = "\
a ad ai al alla alle anche avere c che chi ci come con cosa cui d da dal dalla de dei del della delle devo deve di dove e \
essere fare fa gli ha ho i il in io l la le lo ma mi mia mie miei mio ne nel nella non o ottenere per perche posso puo quale quali quando \
quanto quanta costa se si sono su sua sul sulla suo ti tra tua tuo un una uno voglio vorrei bisogno serve";

const ENGLISH: &str = "\
a about an and any are as at be been but by can could cost do does for from get getting had has have how i if in into is \
it its long me much must my need of on or our should so that the their them there this to up us want was we what when \
where which who why with would you your much please find";

/// The stop words of the four languages.
pub struct StopWords {
    of: [HashSet<String>; 4],
}

impl StopWords {
    /// Sets up the lists.
    pub fn new() -> StopWords {
        let set = |list: &str| list.split_whitespace().flat_map(|w| crate::fold::words(w, 9)).collect();
        StopWords { of: [set(GERMAN), set(FRENCH), set(ITALIAN), set(ENGLISH)] }
    }

    /// Whether a folded word carries no subject in this language.
    pub fn has(&self, lang: Lang, word: &str) -> bool {
        self.of[lang as usize].contains(word)
    }

    /// Whether a folded word carries no subject in any of the languages.
    pub fn has_any(&self, word: &str) -> bool {
        self.of.iter().any(|list| list.contains(word))
    }
}
