"""The ranking people see: places, standings, reasons, cut lines, conflicts and questions."""
