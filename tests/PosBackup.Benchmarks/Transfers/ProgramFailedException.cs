namespace PosBackup.Benchmarks.Transfers;

/// <summary>A program that was measured did not end well.</summary>
internal sealed class ProgramFailedException(string message) : Exception(message);
