"""The command line, `pmo`."""
