namespace PosBackup.QuickStart;

/// <summary>Something on the walk was not as it should be.</summary>
internal sealed class UnexpectedException(string message) : Exception(message);
