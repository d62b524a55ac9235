"""
An HTML page -> the parts of its story.

    page      the whole way
    headline  the line its title and its metadata agree on
    maintext  which pieces are the story
    weighing  what speaks for and against a piece, as numbers
    seen      what is seen and may state a date
    head      what the head says: title, author, language, address, dates
    embedded  dates in the data of scripts
    walk      the pieces of text a reader sees, in order
    tree      a page, parsed once
"""
