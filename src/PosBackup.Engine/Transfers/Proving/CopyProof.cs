using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Transfers.Proving;

/// <summary>That a copy is its source.</summary>
/// <param name="Depth">How much of it was proven.</param>
/// <param name="Seed">What the random blocks of a sample were drawn by; null without a sample.</param>
/// <param name="BytesRead">Bytes that were read back.</param>
internal readonly record struct CopyProof(VerificationDepth Depth, long? Seed, long BytesRead);
