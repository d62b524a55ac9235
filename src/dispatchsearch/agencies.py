"""News agencies as they are printed, and what they are called: an authority of one heading for each."""

import re
from typing import Final

AGENCIES: Final[dict[str, tuple[str, ...]]] = {
    "Reuters": ("reuter", "reuters news agency", "reuters limited", "rtr", "rtrs", "reuters/variety", "reut"),
    "AP": ("associated press", "the associated press", "ap online"),
    "AP-Dow Jones": ("ap-dj",),
    "AFP": ("agence france-presse", "agence france presse"),
    "AFX": (),
    "UPI": ("united press international",),
    "Bloomberg": ("bloomberg news", "bloomberg business news"),
    "TASS": ("itar-tass", "itar tass", "тасс", "итар-тасс"),
    "Prime-TASS": ("прайм-тасс",),
    "RIA Oreanda": (),
    "RIA Novosti": ("ria", "ria-novosti", "apn", "риа новости", "риа-новости"),
    "Interfax": ("interfax news agency", "интерфакс", "interfax.ru"),
    "Interfax-Ukraine": ("інтерфакс-україна", "интерфакс-украина"),
    "Interfax-Kazakhstan": (),
    "Interfax-Azerbaijan": (),
    "RFE/RL": ("rferl", "radio free europe/radio liberty", "rfe"),
    "VOA": ("voice of america",),
    "BBC": ("bbc news",),
    "BBC Monitoring": (),
    "DPA": ("deutsche presse-agentur",),
    "Xinhua": ("xinhua news agency", "new china news agency"),
    "Kyodo": ("kyodo news",),
    "IRNA": (),
    "ANSA": (),
    "EFE": (),
    "Lusa": (),
    "ATS": ("keystone-ats",),
    "ADN": (),
    "APA": (),
    "ANP": (),
    "Belga": (),
    "NTB": (),
    "TT": (),
    "STT": (),
    "Ritzau": (),
    "PAP": (),
    "CTK": ("čtk",),
    "TASR": (),
    "MTI": (),
    "BTA": (),
    "Rompres": (),
    "Agerpres": (),
    "Tanjug": ("tanyug",),
    "Beta": (),
    "SRNA": (),
    "Hina": (),
    "STA": (),
    "MIA": (),
    "Makfax": (),
    "ATA": (),
    "ANA": (),
    "Anatolia": ("aa", "anadolu", "anadolu agency", "anatolian news agency", "anatolia news agency", "a.a"),
    "ANKA": (),
    "DHA": ("doğan haber ajansı",),
    "IHA": ("i̇ha", "ihlas haber ajansı"),
    "Turan": ("туран",),
    "Assa-Irada": ("assa irada",),
    "Azertaj": ("azertac", "azerinform", "azərtac", "азертадж"),
    "Trend": (),
    "Sharg": (),
    "ANS": (),
    "ARKA": (),
    "Armenpress": ("арменпресс",),
    "Snark": (),
    "Noyan Tapan": ("noyan tapan highlights",),
    "Mediamax": (),
    "Aravot": (),
    "PanARMENIAN": ("panarmenian.net", "panarmenian network"),
    "Arminfo": (),
    "De Facto": (),
    "Sarke": ("sarke information agency",),
    "Prime News": ("prime-news", "prime news agency"),
    "Caucasus Press": ("kavkasia-press", "caucasus-press"),
    "Black Sea Press": ("bs press", "bs-press"),
    "Iprinda": (),
    "Postfactum": (),
    "AK&M": (),
    "Finmarket": (),
    "Ukrinform": ("укрінформ", "укринформ"),
    "UNIAN": ("уніан", "униан"),
    "BelTA": ("белта",),
    "BelaPAN": ("белапан",),
    "ELTA": (),
    "LETA": (),
    "BNS": ("baltic news service",),
    "Infotag": (),
    "Basapress": ("basa-press",),
    "Moldpres": (),
    "Kazinform": ("казинформ",),
    "KazTAG": ("казтаг",),
    "Kabar": (),
    "AKIpress": (),
    "Khovar": (),
    "UzA": (),
    "PTI": ("press trust of india",),
    "UNI": (),
    "ANI": (),
    "IANS": (),
    "APP": (),
    "UNB": (),
    "Antara": (),
    "Bernama": (),
    "Yonhap": (),
    "KCNA": (),
    "CNA": (),
    "SAPA": (),
    "PANA": (),
    "MENA": (),
    "SANA": (),
    "SPA": (),
    "WAM": (),
    "KUNA": (),
    "INA": (),
    "NINA": (),
    "IPS": ("inter press service",),
    "Knight Ridder": ("knight-ridder", "krt", "knight ridder newspapers"),
    "Dow Jones": ("dow jones newswires",),
    "PR Newswire": ("prnewswire",),
    "Business Wire": ("businesswire",),
    "Combined Reports": ("combined sources", "combined wire reports", "wire reports", "agencies", "wire services"),
}
"""What an agency is called, with its other printed forms; letters of either case are one."""

FORMS: Final = {form: name for name, forms in AGENCIES.items() for form in (name.lower(), *forms)}
"""Every printed form, in small letters, with what its agency is called."""

AROUND: Final = re.compile(r"^the\s+|\s+(?:news\s+)?agency$|[\s.]+$", re.IGNORECASE)
SEVERAL: Final = re.compile(r"\s*[/,;&]\s*|\s+and\s+")


def headings(printed: str) -> tuple[str, ...]:
    """Return what the agencies of a printed credit are called: "AFP/Reuter" credits AFP and Reuters.

    A credit is taken apart only where each part is known here; an agency that is not is called as it is printed.
    """
    whole = heading(printed)
    parts = [heading(part) for part in SEVERAL.split(printed) if part]
    if whole in AGENCIES or not all(part in AGENCIES for part in parts):
        return (whole,)
    return tuple(dict.fromkeys(parts))


def heading(printed: str) -> str:
    """Return what one agency is called: "the Reuter news agency" is Reuters."""
    name = " ".join(printed.split())
    return FORMS.get(name.lower()) or FORMS.get(AROUND.sub("", AROUND.sub("", name)).lower(), name)
