// Stand-in: a fixed identifier; nothing is stored outside the test folder.
exports.getDeviceId = async () => "00000000-0000-4000-8000-000000000000";
