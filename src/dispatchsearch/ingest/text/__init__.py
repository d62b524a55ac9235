"""
What was written -> the parts of a story: the lines of a plain text, and what lines mean wherever they stand.

    plain       a plain text, the whole way
    bulletin    one text that holds several stories
    exports     one text that holds a database's records
    headers     blocks of headers above a story
    edges       kicker, headline and byline above, trailers below
    foot        what stands between and below paragraphs without being of the story
    split       one page, several stories
    compose     dateline and agency found, paragraphs put right
    letters     letters to the editor, and who signed them
    dateline    where, when and by whose wire
    agencies    where the credit to an agency may stand
    labels      what a short line is
    byline      who wrote
    paragraphs  lines into paragraphs
    repair      what scanners and typesetters broke, put right
"""
