"""Words that carry a sentence and not its subject, by language. In a query they rank a little and are never required.

Whoosh brings the lists of Snowball's languages; here stands what those leave out: words that only questions hold, and
languages without a list. All are compared after folding.
"""

from __future__ import annotations

from functools import cache

from index.search.analysis import fold, is_unspaced
from index.search.stemming import base_language

_MORE = {
    "en": "dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt cant couldnt shouldnt could would "
          "may might must shall also whose upon among within without per via much many",
    "fr": "quel quelle quels quelles comment pourquoi quand ou qui que quoi est-ce faut peut peuvent doit doivent etre "
          "avoir si plus comme cette cet entre sans sous chez lors afin ainsi donc car mais dont oui non",
    "de": "wer wen wem wessen was wann wo wohin woher warum wieso weshalb wie welche welcher welches welchem welchen "
          "worden wurde wurden kann konnen soll darf muss mehr beim seit",
    "es": "cuál cuáles cuándo dónde quién quiénes cómo cuánto cuántos cuánta qué puede pueden debe según",
    "it": "quale quali quando dove chi come perché quanto quanti quanta può possono deve cosa",
    "pt": "qual quais quando onde quem como porque porquê quanto quantos pode podem deve",
    "nl": "welke welk wanneer waar waarom hoe wie wat kan kunnen moet",
    "ca": "el la els les un una uns unes de del dels a al als en amb per i o que qui com quan on és són ha han ser hi "
          "no es més aquest aquesta això",
    "ro": "și în de la cu pe un o al ale ai a este sunt fost care ce nu mai din pentru să se au fi sau că prin",
    "pl": "i w z na do nie się że o jak co jest to po za od przez dla czy kto gdzie kiedy są był była były być ale lub "
          "oraz tym ten ta te",
    "cs": "a v s z na do ne se že o jak co je to po za od pro kdo kde kdy jsou byl byla být ale nebo si i ve který "
          "která které",
    "el": "ο η το οι τα του της των τον την και ή σε από με για ως στο στη στην στον στις στα που τι πώς πού είναι "
          "ήταν να θα δεν μην ένα μια ένας ποιος ποια ποιο",
    "uk": "і й та в у на з із до не що як це від за по про для чи хто де коли є був була було бути але або",
    "ar": "في من على إلى عن أن إن ما لا هو هي هذا هذه ذلك التي الذي كان كانت قد كل مع أو ثم هل كيف متى أين",
    "fa": "و در به از که این آن را با است برای یک تا بر هم چه چرا کجا کی می های",
    "he": "של את על עם הוא היא זה זאת לא כי או גם אם מה מי איך למה איפה מתי כל יש אין",
    "hi": "और का की के में है हैं को से पर यह वह ने एक कि था थी थे भी नहीं क्या कौन कब कहाँ कैसे",
    "vi": "và của là có trong cho với các những một được không này đó khi ở từ đến như gì ai nào",
    "id": "yang dan di ke dari untuk dengan pada adalah ini itu tidak atau oleh dalam apa siapa kapan bagaimana",
    "tr": "bu şu bir ve ile de da mi mı için ne nasıl neden kim hangi nerede olan olarak gibi daha en çok var yok",
}  # fmt: skip

_GRAMMAR = (
    "です ます でした ました ません する した して いる いた ある あった ない なる れる られる から まで より "
    "など だけ ので のに けど でも これ それ あれ この その あの ここ そこ どこ だれ なに いつ どう なぜ こと "
    "もの とき ところ ため よう について における によって による として とは という とか ください かどうか "
    "我们 你们 他们 她们 我們 你們 他們 这个 那个 這個 那個 什么 什麼 怎么 怎麼 如何 哪个 哪個 哪里 哪裡 是否 "
    "于是 於是 但是 可是 还是 還是 就是 不是 都是 或者 以及 因为 因為 所以 如果 关于 關於 有没有 有沒有 是什么 "
    "是什麼 为什么 為什麼"
)
_RUNS = frozenset(_GRAMMAR.split())
"""Japanese and Chinese words that carry no subject, where one is typed with blanks around it."""

_PARTICLES = frozenset("的了是在和与與吗嗎呢么麼哪谁誰之着個个")
"""Chinese: what a bigram with one of these says is mostly grammar, where it is cut out of a sentence."""


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language, folded; none where no list is known."""
    from whoosh.lang.stopwords import stoplists

    language = base_language(language)
    listed = {*stoplists.get(language, ()), *_MORE.get(language, "").split()}
    return frozenset(fold(" ".join(listed)).split())  # folding one long text takes a tenth of the time


def is_stop(word: str, languages: tuple[str, ...]) -> bool:
    """Whether a folded word is a stop word in one of the languages.

    A bigram is one that hiragana or a Chinese particle tells to be grammar; of a whole run ask `is_stop_run`.
    """
    if is_unspaced(word):
        return len(word) > 1 and (
            all("\u3040" <= letter <= "\u309f" for letter in word) or not _PARTICLES.isdisjoint(word)
        )
    return any(word in stop_words(language) for language in languages)


def is_stop_run(run: str) -> bool:
    """Whether a short run without blanks is a stop word. Who typed it chose it, so りんご and 和平 are none."""
    return run in _RUNS
