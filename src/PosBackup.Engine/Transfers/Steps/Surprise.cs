namespace PosBackup.Engine.Transfers.Steps;

/// <summary>What is said of an exception that nobody foresaw. It is one file's or one target's failure, never that of the others.</summary>
internal static class Surprise
{
    public static string Hint => "This is a fault of PosBackup: please report it with this text.";

    public static string Of(Exception exception) => $"not foreseen: {exception.GetType().Name}: {exception.Message}";
}
