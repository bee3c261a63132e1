"""The few hundred words that colour a mosaic, in the languages visitors are likeliest to write in.

A trailing * matches any ending. Of scripts that join particles to words, or write without spaces, stems are given.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

THEMES: dict[str, str] = {
    "family": "mother* father* mum mom dad papa mama grandmother* "
    "grandfather* grandma grandpa granddaughter* grandson* "
    "sister* brother* daughter* sons wife husband twin twins family uncle aunt* madre padre abuel* herman* "
    "hija hijo mère père grand-mère sœur soeur frère fille fils mutter vater* großmutter* oma opa schwester* "
    "bruder* tochter matka ojciec babci* dziadek* dziadk* siostr* brat córk* μητέρα μάνα πατέρα* γιαγιά* "
    "παππού* αδερφ* κόρη* мам* мати тато бабус* бабушк* дедушк* дідус* сестр* брат* дочк* донь* сын сын* माँ "
    "दादी नानी पिता बहन भाई बेटी annem babam ninem ninesi kardeş* mama baba bibi babu dada avó avô mãe pai "
    "nonna nonno madre bà mẹ cha",
    "love": "love* kiss* married marry wedding beloved darling sweetheart amor amo beso* amour aime* baiser* liebe* "
    "kuss küss* kocha* miłoś* αγάπ* αγαπ* φιλί* любов* любл* поцелу* प्यार sevg* aşk upendo napenda beijo* "
    "amore bacio yêu",
    "joy": "joy* laugh* happy happi* glad delight* giggle* grin grins "
    "grinned dance* danc* sing sings singing sang party cheer* "
    "wonderful* beautiful* feliz alegr* ríe* reír* risa* rio joie "
    "heureu* rire rit rires ris rient freude* froh lach* "
    "glücklich* radoś* śmie* szczęśli* χαρά* γέλ* γελ* радіс* радост* смі* сме* щасли* счастл* हँस* ख़ुश* "
    "खुश* gül* mutlu* furaha cheka* alicheka kicheko ninacheka rir* feliz gioia ridere rido cười",
    "grief": "grief griev* funeral died dead death buried bury mourn* lost losing "
    "lonel* cried cry crying tears widow* "
    "sorrow* gone murió muerte triste* lloré llor* duelo mort morte deuil pleur* tristesse tod starb "
    "gestorben* trauer* wein* traurig* śmier* zmarł* umarł* płacz* płaka* smut* πέθαν* θάνατ* λύπη* κλαί* "
    "πένθ* смерт* помер* умер* плач* плака* сум* горе मृत्यु रो* दुख* öldü ağla* yas kifo alikufa huzuni "
    "morreu chorei chorou chorar saudade* morto pianto piang*",
    "fear": "fear* afraid scared scary terrif* panic* nightmare* dread* trembl* shiver* worry worri* anxious miedo "
    "temo tembl* peur crainte tremble* angst furcht fürcht* zitter* strach* boję bałem bałam drż* φόβ* φοβ* "
    "τρέμ* страх* боюс* боял* боїт* тремт* डर* भय kork* hofu naogopa niliogopa medo paura sợ",
    "pride": "proud* pride dignity triumph* won winner medal* champion* brave* courage* orgull* fier fière* fierté "
    "stolz* dumn* dumą duma περήφαν* περηφάν* горд* пишаю* गर्व gurur* fahari najivunia orgulh* orgoglio "
    "fiero fiera",
    "work": "work* job shift* factory bakery baker* tram driver drove welder* weld* nurse* teacher* taught mason* "
    "tailor* kitchen cook* fisherman fishing farmer* carpenter* repair* trabaj* oficio taller travail* métier "
    "usine arbeit* werkstatt beruf praca pracy pracow* warsztat* δουλ* εργάτ* робота роботі роботу работ* "
    "прац* завод* काम çalış* kazi mfanyakazi trabalh* lavor* làm",
    "age": "old older oldest age aged ageing aging years wrinkl* grey retired pension eighty ninety seventy dentures "
    "denture viejo vieja vejez años vieux vieille vieill* alt alter älter* stary stara starość* lat γέρ* γρι* "
    "χρόνι* γερ* стар* років лет बूढ़* बुढ़* साल yaşlı* mzee uzee velho velha vecchi* anni già",
    "child": "child* kid kids school schoolyard baby little boy girl milk playground niñ* escuela enfant* école "
    "kindheit kinder* schule* dziec* szkoł* παιδ* σχολ* дит* дет* школ* बच्च* स्कूल çocuk* okul* mtoto watoto "
    "shule criança* escola bambin* scuola",
    "machine": "nanobot* machine* robot* algorithm* program* update* upgrade* app screen* filter* perfect* flawless* "
    "correct* autopilot dependen* depend* optimi* calibrat* firmware máquina* nanorobot* algoritmo* perfect* "
    "filtro* pantalla nanobots algorithme* parfait* écran* maschine* nanobots* algorithmus perfekt* nanobot* "
    "maszyn* doskonał* idealn* ekran* μηχαν* νανορομπότ* τέλει* αλγόριθμ* нанобот* нанороб* машин* алгоритм* "
    "ідеальн* идеальн* नैनोबॉट* मशीन* makine* nanorobot* mükemmel* mashine roboti máquina* perfeit* perfett* "
    "macchin* máy",
    "authentic": "honest* real really true truth myself mine own authentic* flaw* imperfect* imperfection* crooked "
    "natural* genuine* unfixed refuse* keep kept propia propio verdad* mía mío imperfect* vrai* vérité "
    "imperfect* imparfait* mienne echt* wahr* ehrlich* makel* eigen* eigene* prawd* własn* szczer* αληθιν* "
    "αλήθει* δικ* ατέλει* правд* справжн* настоящ* власн* सच* अपन* असली gerçek* kendi kweli halisi verdade* "
    "verdadeir* vero vera verità thật",
    "sea": "sea harbour harbor ocean river rain tide wave* boat* ship* island* fish* mar río puerto mer rivière port "
    "pluie meer fluss hafen regen morze* rzek* deszcz* θάλασσ* "
    "ποτάμι βροχ* λιμάν* море моря морем рік* рек* дощ* дожд* "
    "समुद्र नदी बारिश deniz* nehir bahari mto mvua rio chuva mare pioggia biển",
    "night": "night* dark* moon* star stars dream* sleep* lamp* lantern* noche* luna sueñ* nuit* lune rêve* nacht* "
    "mond mondlicht traum träum* noc nocy nocą księży* snu śni* νύχτ* φεγγάρ* όνειρ* ніч* ноч* місяц* лун* "
    "сон रात चाँद सपन* gece* mehtap rüya* usiku mwezi ndoto noite lua sonh* notte sogn* đêm",
    "music": "song* music* violin* trumpet* choir* whistl* flute* piano drum* accordion* canción* canta* música "
    "chanson* chant* musique trompette lieder musik* singen pfeif* pieśń* piosenk* muzyk* gwizd* τραγούδ* "
    "τραγουδ* μουσικ* пісн* песн* музик* музык* गीत गान* संगीत şarkı* müzik* wimbo muziki ngoma música* "
    "canção musica canzone hát",
}
"""Themes and the words that call them."""

STEMS: dict[str, str] = {
    "family": "أمي أبي جدتي جدي أختي أخي ابنتي ابني אמא אבא סבתא סבא אחות אחי בתי 母 父 祖母 祖父 "
    "おばあ 妹 姉 兄 娘 息子 妈妈 爸爸 奶奶 外婆 "
    "爷爷 姐姐 女儿 어머니 아버지 할머니 할아버지 엄마 아빠 언니 동생 딸 แม่ พ่อ ยาย ตา ย่า พี่ ลูก",
    "love": "حب أحب قبلة אהב נשיקה 愛 恋 结婚 爱 吻 사랑 결혼 รัก จูบ",
    "joy": "ضحك فرح سعيد سعاد צחק צוחק שמח 笑 嬉し 喜 快乐 高兴 开心 웃 기쁨 행복 หัวเราะ ยิ้ม ดีใจ สุข",
    "grief": "موت مات حزن بكي بكاء מוות נפטר בכיתי עצב אבלות 亡くな 葬 泣 死 悲 去世 "
    "哭 죽 울 슬프 눈물 ตาย ร้องไห้ เศร้า เสียใจ",
    "fear": "خوف خائف أخاف פחד מפחד 怖 恐 害怕 怕 무서 두려 กลัว",
    "pride": "فخر فخور גאה גאו 誇 骄傲 自豪 자랑 ภูมิใจ",
    "work": "عمل أعمل עבודה עובד 仕事 働 工作 上班 일터 직장 일하 ทำงาน",
    "age": "عجوز شيب سنة زمن זקן זקנ שנים זיקנה 老 歳 岁 늙 나이 년 แก่ ปี",
    "child": "طفل مدرسة ילד כיתה 子供 子ども 学校 孩子 小时候 아이 학교 เด็ก โรงเรียน",
    "machine": "روبوت آلة نانو ננו רובוט מכונה ナノ 機械 完璧 纳米 机器 完美 나노 "
    "로봇 기계 완벽 นาโน หุ่นยนต์ เครื่อง สมบูรณ์แบบ",
    "authentic": "حقيق صدق عيب אמת אמיתי פגם 本当 自分 ありのまま 真实 自己 진짜 솔직 그대로 จริง ตัวเอง",
    "sea": "بحر نهر مطر ים הים נהר גשם 海 川 雨 港 河 바다 비가 강 ทะเล แม่น้ำ ฝน",
    "night": "ليل قمر حلم לילה ירח חלום 夜 月 夢 梦 밤 달 꿈 กลางคืน ฝัน",
    "music": "أغنية موسيقى شعر غن שיר מוזיקה ניגון 歌 音楽 笛 音乐 노래 음악 เพลง ดนตรี",
}
"""Stems: of Arabic, Hebrew and Korean how words begin, of Chinese, Japanese and Thai what may stand anywhere."""

IMPERFECTIONS: dict[str, str] = {
    "diastema": "gap gaps diastema hueco separad* écart* diastème lücke* zahnlücke* "
    "szpar* przerw* diastem* κενό щілин* "
    "щель aralık pengo fessura",
    "midline_shift": "lopsided askew off-centre slanted slant torcid* asymétri* asymmetri* "
    "schief* krzyw* στραβ* асиметр*",
    "crowding": "crooked crowded overlap* tangled torcidos chueco* amontonad* "
    "chevauch* durcheinander stłoczon* टेढ़* torto tortos storti крив* "
    "çarpık*",
    "peg_lateral": "peg stub stump pequeñito minuscule winzig* malutk* μικροσκοπικ* крихітн* крошечн*",
    "chip": "chip chipped broken mellado roto rota rompí* cass* ébréch* abgebroch* ausgeschlag* ułam* wyszczerb* "
    "σπασμέν* έσπασ* відкол* отколот* скол* टूट* kırık kırıl* kuvunjika nilivunjika quebr* rotto scheggia* sứt",
    "craze_line": "crack* craze hairline fissure* grieta* fêl* riss* sprung rys* pęk* "
    "ραγισμ* ραγίσ* тріщин* трещин* çatla* "
    "nyufa crepa*",
    "fluorosis": "white-flecked flecks fleck spots spotted speckl* freckl* mancha* "
    "taches* flecken plamk* κηλίδ* плям* "
    "пятн* leke* madoa macchie đốm",
    "hypoplasia": "pit pits pitted hollow* hoyuelo* creux gruben dołk* ямк*",
    "wear_facet": "worn grind* grinding gnash* clench* desgastad* bruxism* rechin* usé* usure grinc* knirsch* "
    "abgeschliffen* starte* zgrzyt* φθαρμέν* τρίζ* стерт* скрегот* скреж* घिस* aşın* gıcırda* desgast* "
    "consumat* mòn",
    "gold_crown": "gold golden oro d'or gold goldzahn* goldkrone* złot* χρυσ* золот* सोने सोना altın* dhahabu ouro vàng",
}
"""Words that name an imperfection, so that it shows."""

IMPERFECTION_STEMS: dict[str, str] = {
    "diastema": "فراغ فرجة רווח すきっ歯 すき間 缝 벌어 틈 ห่าง",
    "midline_shift": "مائل נטוי ずれ 歪 비뚤 เบี้ยว",
    "crowding": "متراكب צפופ 八重歯 不齐 덧니 เก",
    "peg_lateral": "صغيرة זעיר 小さな歯 왜소치",
    "chip": "مكسور انكسر שבור נשבר 欠け 磕 缺了 깨진 깨졌 부러 บิ่น",
    "craze_line": "شقّ סדק ひび 裂 균열 ร้าว",
    "fluorosis": "بقع כתמ 白い斑 白斑 반점 จุดขาว",
    "hypoplasia": "حفر גומה くぼみ 凹 패인",
    "wear_facet": "تآكل שחוק すり減 磨 닳 สึก",
    "gold_crown": "ذهب זהב 金歯 金の歯 金牙 금니 ทอง",
}

ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """
        the a an and of to in is was i my me we you he she it they that this with for on at his her not but have had are
        be as so when who what all there from by or if one their your our will can could would no out up about them then
        said been were just now
        """,
    )
)
"""Words so common that an English text can hardly do without them."""

# Letters with the marks that several scripts set on or between them.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u097f\u0e31\u0e34-\u0e4e"
_WORD = re.compile(rf"[^\W\d_][^\W_{_MARKS}]*(?:[{_MARKS}'’‑-]+[^\W_{_MARKS}]+)*[{_MARKS}]*")
_VOWELS = re.compile("[\u0591-\u05c7\u064b-\u065f\u0670]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_PARTICLES = frozenset("والفبكلושהכלבמ")
"""Arabic and Hebrew letters that are written as one with the word they introduce."""


def words_of(text: str) -> list[str]:
    """The text's words in order, in lower case; what a "
    "script without spaces writes between two signs counts as one."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower().replace("’", "'"))


def has_unspaced(text: str) -> bool:
    """Whether some of the text is in a script where words do not stand apart."""
    return _UNSPACED.search(text) is not None


def found(text: str, words: list[str], of: str) -> dict[str, str]:
    """Which entries of a lexicon ("themes" or "imperfections") the text calls, each with the word that first does."""
    whole, prefixes, stems = _compiled(of)
    hits: dict[str, str] = {}
    for word in words:
        names = whole.get(word, ())
        for bare in _bare(word):
            for length in range(min(len(bare), 14), 1, -1):
                names += prefixes.get(bare[:length], ())
        for name in names:
            hits.setdefault(name, word)
    if has_unspaced(text):
        normal = unicodedata.normalize("NFC", text)
        for stem, name in stems:
            if stem in normal:
                hits.setdefault(name, stem)
    return hits


def _bare(word: str) -> list[str]:
    """The word, and where it is Arabic or Hebrew also what is left without vowel signs and leading particles."""
    if not "\u0590" <= word[0] <= "\u06ff":
        return [word]
    bare = _VOWELS.sub("", word)
    lead = next((k for k, sign in enumerate(bare) if sign not in _PARTICLES), 0)
    return [bare[k:] for k in range(min(lead, 3) + 1)]


@cache
def _compiled(of: str) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """A lexicon as whole words, beginnings of words, and stems to be found anywhere."""
    spaced, other = (THEMES, STEMS) if of == "themes" else (IMPERFECTIONS, IMPERFECTION_STEMS)
    whole: dict[str, tuple[str, ...]] = {}
    prefixes: dict[str, tuple[str, ...]] = {}
    stems: list[tuple[str, str]] = []

    def note(book: dict[str, tuple[str, ...]], stem: str, name: str) -> None:
        if name not in book.get(stem, ()):
            book[stem] = (*book.get(stem, ()), name)

    for name, line in spaced.items():
        for entry in unicodedata.normalize("NFC", line).lower().split():
            note(prefixes if entry.endswith("*") else whole, entry.rstrip("*"), name)
    for name, line in other.items():
        for stem in unicodedata.normalize("NFC", line).split():
            if has_unspaced(stem):
                stems.append((stem, name))
            else:
                note(prefixes, _VOWELS.sub("", stem), name)
    return whole, prefixes, tuple(stems)
