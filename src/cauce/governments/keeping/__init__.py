"""How the office keeps its entries: who may read them, who owns them, when they are looked at again."""
