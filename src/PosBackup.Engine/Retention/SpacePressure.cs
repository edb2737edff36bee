namespace PosBackup.Engine.Retention;

/// <summary>That a place lacks room also when all is gone that may go. An alarm: it loosens no rule.</summary>
/// <param name="MissingBytes">Bytes that are missing after the plan.</param>
/// <param name="Held">What keeps the rest, the most bytes first.</param>
public sealed record SpacePressure(long MissingBytes, IReadOnlyList<SpaceHeld> Held);

/// <summary>What a rule keeps in a place.</summary>
/// <param name="Rule">The first rule that keeps a media set.</param>
/// <param name="Media">How many media sets.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record SpaceHeld(KeepRule Rule, int Media, long Bytes);
