"""Procedural scenes: templates and sampled parameters, written out as ordinary scene files.

The road: `plan` says which template each scene is made from, `parameters` draws what the template leaves open,
`layout` finds a place for every part, `hard` and `companions` change it on request, `writing` fills the template in,
and `scenes` stores the file and returns a reference like that of any other scene.
"""
