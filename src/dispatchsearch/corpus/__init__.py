"""The noon room: from the evidence of all pages to what is concluded; pure functions."""
