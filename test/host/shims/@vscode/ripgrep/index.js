// Stand-in for ripgrep: its program is downloaded by a script of the package. Nobody searches in files here.
exports.rgPath = "rg";
