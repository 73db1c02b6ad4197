"""Speed and size, measured. Figures are printed with the machine's load beside them."""
