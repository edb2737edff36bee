using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Hiding;

/// <summary>A media set as it was laid in one place.</summary>
/// <param name="Held">What a survey that sees all says of it.</param>
/// <param name="Manifests">What lies beside its files, in their order.</param>
internal sealed record LaidMedia(HeldMedia Held, IReadOnlyList<Manifest> Manifests)
{
    /// <summary>Whether a run was killed when it had begun to remove it.</summary>
    public bool IsBegun { get; set; }

    public RetentionPlace Place => Held.Place;

    public override string ToString() => $"{Place} {string.Join(", ", Held.Files.Select(file => Path.GetFileName(file.Path)))}";
}
