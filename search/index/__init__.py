"""The index on disk: generations, how one is made from the last, and how it is proven before use."""
