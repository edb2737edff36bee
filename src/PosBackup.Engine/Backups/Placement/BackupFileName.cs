using System.Globalization;
using System.Text.RegularExpressions;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Backups.Placement;

/// <summary>
/// The name of a media file: <c>&lt;database&gt;_&lt;kind&gt;_&lt;UTC yyyyMMdd_HHmmss&gt;_&lt;id&gt;[_&lt;n&gt;of&lt;m&gt;].bak|.trn</c>, and back. A convenience
/// for people: nothing is decided by a name that the media itself can tell.
/// </summary>
internal sealed partial record BackupFileName
{
    /// <summary>Hexadecimal digits of an id.</summary>
    public const int IdLength = 8;

    private const string TimeFormat = "yyyyMMdd_HHmmss";

    /// <summary>The database name as text of a file name.</summary>
    public required string DatabaseText { get; init; }

    /// <summary>Kind of the first set in the file.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>When the backup was planned.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Tells apart what is made in the same second: eight lower-case hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Number of this stripe, from 1.</summary>
    public int Stripe { get; init; } = 1;

    /// <summary>Number of stripes; 1 leaves the stripe out of the name.</summary>
    public int Stripes { get; init; } = 1;

    /// <summary>The database; null when its name was too long to be carried whole.</summary>
    public string? Database => FileNameText.NameOf(DatabaseText);

    /// <summary>The name for a new media file.</summary>
    public static BackupFileName For(string database, BackupKind kind, DateTimeOffset at, Guid mark) => new()
    {
        DatabaseText = FileNameText.Of(database),
        Kind = kind,
        At = at.ToUniversalTime(),
        Id = IdOf(mark),
    };

    /// <summary>The part of a set's mark that stands in names.</summary>
    public static string IdOf(Guid mark) => mark.ToString("N", CultureInfo.InvariantCulture)[..IdLength];

    /// <summary>The one name that overwriting uses for a database and kind: <c>&lt;database&gt;_&lt;kind&gt;.bak|.trn</c>.</summary>
    public static string Lasting(string database, BackupKind kind) => $"{FileNameText.Of(database)}_{Word(kind)}{Extension(kind)}";

    /// <summary>Whether a media file is for the database.</summary>
    public bool IsFor(string database) => FileNameText.IsFor(DatabaseText, database);

    /// <summary>Reads a name; null when it is not one of ours.</summary>
    public static BackupFileName? TryParse(string fileName)
    {
        Match match = Pattern().Match(fileName);
        if (!match.Success || (FileNameText.NameOf(match.Groups["database"].Value) is null && !FileNameText.IsCut(match.Groups["database"].Value)))
            return null;

        if (!DateTimeOffset.TryParseExact(match.Groups["at"].ValueSpan, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
            return null;

        var name = new BackupFileName
        {
            DatabaseText = match.Groups["database"].Value,
            Kind = KindOf(match.Groups["kind"].Value),
            At = at,
            Id = match.Groups["id"].Value,
            Stripe = match.Groups["stripe"] is { Success: true } stripe ? int.Parse(stripe.ValueSpan, CultureInfo.InvariantCulture) : 1,
            Stripes = match.Groups["stripes"] is { Success: true } stripes ? int.Parse(stripes.ValueSpan, CultureInfo.InvariantCulture) : 1,
        };
        return string.Equals(name.ToString(), fileName, StringComparison.Ordinal) ? name : null;
    }

    /// <summary>The name with a <c>*</c> for what differs each time.</summary>
    public string AtAnyTime => With("*");

    /// <inheritdoc/>
    public override string ToString() => With($"{At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}_{Id}");

    private string With(string moment)
    {
        string stripe = Stripes > 1 ? string.Create(CultureInfo.InvariantCulture, $"_{Stripe}of{Stripes}") : "";
        return $"{DatabaseText}_{Word(Kind)}_{moment}{stripe}{Extension(Kind)}";
    }

    private static string Word(BackupKind kind) => kind switch
    {
        BackupKind.Differential => "diff",
        BackupKind.Log => "log",
        _ => "full",
    };

    private static BackupKind KindOf(string word) => word switch
    {
        "diff" => BackupKind.Differential,
        "log" => BackupKind.Log,
        _ => BackupKind.Full,
    };

    private static string Extension(BackupKind kind) => kind == BackupKind.Log ? ".trn" : ".bak";

    [GeneratedRegex(
        "^(?<database>.+)_(?<kind>full|diff|log)_(?<at>[0-9]{8}_[0-9]{6})_(?<id>[0-9a-f]{8})(_(?<stripe>[0-9]{1,2})of(?<stripes>[0-9]{1,2}))?[.](bak|trn)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
