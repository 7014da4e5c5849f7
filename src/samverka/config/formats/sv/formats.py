DATE_FORMAT = "j.n.Y"
SHORT_DATE_FORMAT = "j.n.Y"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
