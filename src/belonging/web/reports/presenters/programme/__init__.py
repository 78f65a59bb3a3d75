"""The programme's report: what it holds, the rules that write it, and the words around its figures."""
