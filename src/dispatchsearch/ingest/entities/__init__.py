"""
Evidence of a dispatch -> the people and places it names; knows nothing of how files are read.

    mentions     the whole way, and what it was decided by
    review       second thoughts on what the tagger found
    mistaken     what is no person and no place, by its words and those beside it
    known        what the gazetteer knows better than the tagger
    consistency  one dispatch, one meaning
    beside       particles and lists
    papers       newspapers called like people
    titled       people by a title, a nickname, a number, an age
    villages     places by what stands beside them: "X residents"
    firms        firms called like places
    people       titles, surnames and the full names they stand for
    toponyms     which place on earth a name means, beside the others
    told         what the words right beside a name say of its place
    namesakes    which of these are far-fetched in a dispatch of the wide world
    placenames   which places it may mean by itself
    periods      names of one time that mean another place in another
    foreign      Cyrillic letters, Turkish, Azerbaijani: no tagger
    latin        other languages in Latin letters: only what is sure
    countries    what other languages call countries
    tagger       which words name something
    features     what a word shows the tagger
    tokens       words and sentences, with offsets
"""

from dispatchsearch.ingest.entities.mentions import Found, find_mentions, place_key, reasons, tools

__all__ = ["Found", "find_mentions", "place_key", "reasons", "tools"]
