"""
Words that say too little to be asked for, unless a query is made of nothing else.

The index holds them all, so that phrases are exact; they are only left out of "all your words" and of the ranking.
The list is safe for news: us, may, can, will, no and not are words here, for U.S., May and the will to fight matter.
Of other languages it holds what means nothing in English and is no abbreviation: un, au, el, la and die are words.
"""

ENGLISH = """
    a about an and are as at be been being but by did do does doing for from had has have having he her hers him his
    how i if in into is it its me my of on or our ours she so some such than that the their theirs them then there these
    they this those to too was we were what when where which while who whom whose why with would you your yours
"""
GERMAN = "aber auf aus bei dem der ein eine einem einen einer eines ist mit nach oder sich und vom von wird zum zur"
FRENCH = "aux avec ces cette dans elle ils les leur que qui ses sont sur une"
SPANISH = "ella ellos esta este pero por sus"
TURKISH = "bir icin"
RUSSIAN = """
    а без бы был была были было в во вы где да для до его ее если же за и из или их к как когда кто ли мы на не но о об
    он она они от по под при с со так то у что это я
"""

STOP_WORDS = frozenset(f"{ENGLISH} {GERMAN} {FRENCH} {SPANISH} {TURKISH} {RUSSIAN}".split())
