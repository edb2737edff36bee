namespace PosBackup.Engine.Retention.Policies;

/// <summary>The two names of a property of a policy.</summary>
/// <param name="Name">As the file of retention writes it.</param>
/// <param name="Option">As the command line does.</param>
internal sealed record PolicyProperty(string Name, string Option)
{
    public static PolicyProperty Window { get; } = new("window", "--window");

    public static PolicyProperty KeepLast { get; } = new("keepLast", "--keep-last");

    public static PolicyProperty Daily { get; } = new("daily", "--daily");

    public static PolicyProperty Weekly { get; } = new("weekly", "--weekly");

    public static PolicyProperty Monthly { get; } = new("monthly", "--monthly");

    public static PolicyProperty Yearly { get; } = new("yearly", "--yearly");

    public static PolicyProperty MinimumChains { get; } = new("minimumChains", "--minimum-chains");

    public static PolicyProperty MaximumAge { get; } = new("maximumAge", "--max-age");

    public static PolicyProperty DroppedGrace { get; } = new("droppedGrace", "--dropped-grace");

    public static PolicyProperty Copies { get; } = new("copies", "--copies");

    public static PolicyProperty CopiesProvenWithin { get; } = new("copiesProvenWithin", "--copies-within");

    public static PolicyProperty CopyOnly { get; } = new("copyOnly", "--copy-only");

    public static PolicyProperty Foreign { get; } = new("foreign", "--foreign");

    public static PolicyProperty MaximumDelete { get; } = new("maximumDelete", "--max-delete");

    public static PolicyProperty Zone { get; } = new("zone", "--zone");

    /// <summary>All, in the order of the file.</summary>
    public static IReadOnlyList<PolicyProperty> All { get; } =
        [Window, KeepLast, Daily, Weekly, Monthly, Yearly, MinimumChains, MaximumAge, DroppedGrace, Copies, CopiesProvenWithin, CopyOnly, Foreign, MaximumDelete, Zone];
}
