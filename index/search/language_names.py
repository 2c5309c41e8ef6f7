"""What people call languages, in English and in the language itself: `lang:german` and `lang:deutsch` are `lang:de`."""

from __future__ import annotations

from functools import cache

from index.search.analysis import fold

_NAMES = {
    "ar": "Arabic العربية عربي", "bg": "Bulgarian български", "ca": "Catalan català", "cs": "Czech čeština česky",
    "da": "Danish dansk", "de": "German Deutsch", "el": "Greek ελληνικά", "en": "English", "eo": "Esperanto",
    "es": "Spanish español castellano", "et": "Estonian eesti", "eu": "Basque euskara", "fa": "Persian Farsi فارسی",
    "fi": "Finnish suomi", "fr": "French français", "ga": "Irish Gaeilge", "gl": "Galician galego",
    "he": "Hebrew עברית", "hi": "Hindi हिन्दी", "hr": "Croatian hrvatski", "hu": "Hungarian magyar",
    "hy": "Armenian հայերեն", "id": "Indonesian", "is": "Icelandic íslenska", "it": "Italian italiano",
    "ja": "Japanese 日本語 nihongo", "ko": "Korean 한국어", "lt": "Lithuanian lietuvių", "lv": "Latvian latviešu",
    "ne": "Nepali नेपाली", "nl": "Dutch Nederlands", "no": "Norwegian norsk", "pl": "Polish polski",
    "pt": "Portuguese português", "ro": "Romanian română", "ru": "Russian русский", "sk": "Slovak slovenčina",
    "sl": "Slovenian slovenščina", "sr": "Serbian српски srpski", "sv": "Swedish svenska", "ta": "Tamil தமிழ்",
    "th": "Thai ไทย", "tr": "Turkish Türkçe", "uk": "Ukrainian українська", "vi": "Vietnamese",
    "yi": "Yiddish ייִדיש", "zh": "Chinese 中文 汉语 漢語",
}  # fmt: skip


def code_of(name: str) -> str | None:
    """The code of the language that people call so, whatever the case and accents."""
    return _codes().get(fold(name))


def begins_name(text: str) -> bool:
    """Whether a name of a language begins so."""
    begin = fold(text)
    return any(name.startswith(begin) for name in _codes())


@cache
def _codes() -> dict[str, str]:
    return {fold(name): code for code, names in _NAMES.items() for name in names.split()}
