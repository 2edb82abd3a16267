"""The child: one composite, linked from many agencies' records, with what each of them was told or saw."""
