"""The portfolio folder: one CSV file a noun, or one workbook with a sheet for each.

Read by `PortfolioFolder`, written empty by `write_template` and full by `write_folder`;
`docs/portfolio-folder.md` is its reference.
"""

from assistant.adapters.portfolio_folder.folder import PortfolioFolder
from assistant.adapters.portfolio_folder.recognition import is_portfolio
from assistant.adapters.portfolio_folder.template import write_template
from assistant.adapters.portfolio_folder.writing import write_folder

__all__ = ["PortfolioFolder", "is_portfolio", "write_folder", "write_template"]
