import fc from "fast-check";

/** A test that fails fails again: whatever is random in it begins with the same seed, unless another is named. */
fc.configureGlobal({ seed: Number(process.env["TEST_SEED"] ?? 20261128) });
