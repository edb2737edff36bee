namespace PosBackup.Engine.Backups.Preflight;

/// <summary>The account that an instance runs as.</summary>
/// <param name="Name">Its name; where the login may not see it, the service's own, by which rights reach the service whatever account it has.</param>
/// <param name="IsGuess">Whether the login may not see it.</param>
internal sealed record ServiceAccount(string Name, bool IsGuess)
{
    /// <summary>For a sentence: what is only guessed is called so.</summary>
    public string Told => IsGuess ? $"{Name} (a guess: the login may not see the account, which takes VIEW SERVER STATE)" : Name;
}
