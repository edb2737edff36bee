using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>Where the pages of one extent of the stream belong.</summary>
/// <param name="FileId">Database file.</param>
/// <param name="FirstPage">Its first page, a multiple of eight.</param>
internal readonly record struct ExtentAddress(int FileId, uint FirstPage)
{
    /// <summary>The extent that a page claims to be part of; null when it names an impossible one, as a page of zeros does.</summary>
    /// <param name="pages">The pages of an extent.</param>
    /// <param name="index">Which of them, from 0.</param>
    public static ExtentAddress? Claim(ReadOnlySpan<byte> pages, int index)
    {
        ReadOnlySpan<byte> page = pages[(index * Page.Size)..];
        uint first = Page.PageId(page) - (uint)index;
        return first % Page.ExtentPages == 0 && first <= int.MaxValue && Page.FileId(page) != 0
            ? new ExtentAddress(Page.FileId(page), first)
            : null;
    }
}
