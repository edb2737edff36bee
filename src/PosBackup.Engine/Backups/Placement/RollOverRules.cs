using System.Globalization;

namespace PosBackup.Engine.Backups.Placement;

/// <summary>When a set must not be appended: each rule in turn, the plainest reason first.</summary>
internal static class RollOverRules
{
    /// <summary>The first reason against appending; null when nothing speaks against it.</summary>
    public static RollOver? Check(MediaRequest request, MediaState? media)
    {
        if (media is not { Exists: true })
            return new RollOver(RollOverReason.NoMedia, $"there is no media file of {request.Database} yet to append to");

        string file = ServerPath.Name(media.Files[0]);
        if (media.Unreadable is { } why)
            return new RollOver(RollOverReason.Unreadable, $"{file} cannot be appended to: {why}");

        if (request.Encrypt || media.IsEncrypted)
            return new RollOver(RollOverReason.Encryption, $"encrypted sets are not appended: {file} is {(media.IsEncrypted ? "encrypted" : "plain")}");

        if (!media.IsOurs)
            return new RollOver(RollOverReason.NotOurs, $"{file} holds sets of another tool");

        if (request.Family is not { } family)
            return new RollOver(RollOverReason.OtherFamily, $"the login may not see the family of {request.Database}, so {file} may be another database's");

        if (media.Families.Any(other => other != family))
            return new RollOver(RollOverReason.OtherFamily, $"{file} holds another database: {string.Join(", ", media.Databases.Distinct(StringComparer.Ordinal))}");

        if (media.Stripes != request.Stripes)
            return new RollOver(RollOverReason.OtherStripes, $"{file} has {CountText.Of(media.Stripes, "stripe")}, {request.Stripes} asked for");

        if (media.IsCompressed != request.Compress)
            return new RollOver(RollOverReason.OtherCompression, $"{file} is {(media.IsCompressed ? "compressed" : "plain")}, the set would be {(request.Compress ? "compressed" : "plain")}");

        if (request.BlockSize is { } block && media.BlockSize > 0 && media.BlockSize != block)
            return new RollOver(RollOverReason.OtherBlockSize, $"{file} has blocks of {media.BlockSize} bytes, {block} asked for");

        return CheckCaps(request, media, file);
    }

    private static RollOver? CheckCaps(MediaRequest request, MediaState media, string file)
    {
        MediaCaps caps = request.Caps;
        if (media.Sets.Count >= caps.Sets)
            return new RollOver(RollOverReason.TooManySets, $"{file} has {CountText.Of(media.Sets.Count, "set")}, the cap is {caps.Sets}");

        if (media.Bytes >= caps.Bytes)
            return new RollOver(RollOverReason.TooLarge, $"{file} has {media.Bytes} bytes, the cap is {caps.Bytes}");

        return request.Now - media.OldestAt >= caps.Age
            ? new RollOver(RollOverReason.TooOld, string.Create(CultureInfo.InvariantCulture, $"{file} begins at {media.OldestAt:u}, the cap is {SpanText.Of(caps.Age)}"))
            : null;
    }
}
